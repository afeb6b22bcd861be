namespace CodeSign.Testing;

/// <summary>How a process is to be run.</summary>
public sealed record ProcessOptions
{
    /// <summary>Two minutes, the system's temporary folder, the environment of the test.</summary>
    public static ProcessOptions Default { get; } = new();

    /// <summary>Its working directory; default: the system's temporary folder, where no repository's configuration applies.</summary>
    public string WorkingDirectory { get; init; } = Path.GetTempPath();

    /// <summary>Environment variables to set, or with <see langword="null"/> to remove.</summary>
    public IReadOnlyDictionary<string, string?> Environment { get; init; } = new Dictionary<string, string?>();

    /// <summary>What it reads from standard input; default: nothing.</summary>
    public ReadOnlyMemory<byte> Input { get; init; }

    /// <summary>When it is killed, with its children, and the test fails.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(2);
}
