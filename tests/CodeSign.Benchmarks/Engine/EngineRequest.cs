namespace CodeSign.Benchmarks;

/// <summary>What the engine's process is asked to do.</summary>
internal sealed record EngineRequest
{
    /// <summary>Full path of the key file.</summary>
    public required string Key { get; init; }

    /// <summary>Full path of the file with the trusted root.</summary>
    public required string Roots { get; init; }

    /// <summary>The folder whose files are signed.</summary>
    public required string Input { get; init; }

    /// <summary>The folder that the signed files go to.</summary>
    public required string Output { get; init; }

    /// <summary>Whether each signed file is verified, as builds do.</summary>
    public bool Verify { get; init; }

    /// <summary>The timestamp server, or <see langword="null"/> to sign without timestamps.</summary>
    public string? TimestampServer { get; init; }

    /// <summary>Whether the process prints its peak memory, in bytes, when it is done.</summary>
    public bool ReportMemory { get; init; }

    /// <summary>Reads what <see cref="ToArguments"/> wrote.</summary>
    public static EngineRequest Parse(string[] arguments) => new()
    {
        Key = arguments[0],
        Roots = arguments[1],
        Input = arguments[2],
        Output = arguments[3],
        Verify = bool.Parse(arguments[4]),
        ReportMemory = bool.Parse(arguments[5]),
        TimestampServer = arguments.Length > 6 ? arguments[6] : null,
    };

    /// <summary>The arguments of the process.</summary>
    public IReadOnlyList<string> ToArguments()
    {
        List<string> arguments = ["engine", Key, Roots, Input, Output, Verify.ToString(), ReportMemory.ToString()];
        if (TimestampServer is not null)
            arguments.Add(TimestampServer);
        return arguments;
    }
}
