namespace CodeSign.Testing.Host;

/// <summary>
/// What is to be done, as a text file: a line for each setting and each file, its parts divided by tabs. The settings are <c>Key</c>
/// (PEM, its password in no need), <c>Roots</c> (PEM) and, where wanted, <c>Cache</c>, <c>Server</c> and <c>Workspace</c>; a file is a
/// <see cref="WorkKind"/>, the source and the destination.
/// </summary>
public sealed record WorkList
{
    /// <summary>Full path of the key, PEM.</summary>
    public required string Key { get; init; }

    /// <summary>Full path of the roots to trust, PEM.</summary>
    public required string Roots { get; init; }

    /// <summary>Full path of the signature cache, or <see langword="null"/> to do without.</summary>
    public string? Cache { get; init; }

    /// <summary>The timestamp server, or <see langword="null"/> to do without.</summary>
    public Uri? Server { get; init; }

    /// <summary>Full path of the folder where archives are unpacked.</summary>
    public string? Workspace { get; init; }

    /// <summary>The files.</summary>
    public required IReadOnlyList<(WorkKind Kind, string Source, string Destination)> Files { get; init; }

    /// <summary>The files of one kind.</summary>
    public IReadOnlyList<(WorkKind Kind, string Source, string Destination)> Of(WorkKind kind) => [.. Files.Where(file => file.Kind == kind)];

    /// <summary>Reads the text.</summary>
    public static WorkList Parse(IEnumerable<string> lines)
    {
        var parts = lines.Select(line => line.Split('\t')).ToLookup(part => part.Length);
        var settings = parts[2].ToDictionary(part => part[0], part => part[1]);
        return new WorkList
        {
            Key = settings["Key"],
            Roots = settings["Roots"],
            Cache = settings.GetValueOrDefault("Cache"),
            Server = settings.GetValueOrDefault("Server") is { } server ? new Uri(server) : null,
            Workspace = settings.GetValueOrDefault("Workspace"),
            Files = [.. parts[3].Select(part => (Enum.Parse<WorkKind>(part[0]), part[1], part[2]))],
        };
    }

    /// <summary>Writes the text.</summary>
    public override string ToString()
    {
        string?[] settings = [$"Key\t{Key}", $"Roots\t{Roots}", Line("Cache", Cache), Line("Server", Server?.AbsoluteUri), Line("Workspace", Workspace)];
        return string.Join('\n', [.. settings.OfType<string>(), .. Files.Select(file => $"{file.Kind}\t{file.Source}\t{file.Destination}"), ""]);

        static string? Line(string name, string? value) => value is null ? null : $"{name}\t{value}";
    }
}
