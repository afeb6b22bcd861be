using CodeSign.Build.Files;

namespace CodeSign.Build.Publish;

/// <summary>What the last publish of a project did: enough to know that nothing needs to be done again.</summary>
internal sealed record PublishState
{
    /// <summary>Nothing is known.</summary>
    public static PublishState Empty { get; } = new() { Fingerprint = "" };

    /// <summary>The settings by which all this was made.</summary>
    public required string Fingerprint { get; init; }

    /// <summary>Stands for the verdict of the test gate; <see langword="null"/> where there is no gate.</summary>
    public string? Tests { get; init; }

    /// <summary>The files that the SDK lists for the folder, or for the single-file program in it.</summary>
    public IReadOnlyList<InputState> Files { get; init; } = [];

    /// <summary>The single-file program, or <see langword="null"/> where there is none.</summary>
    public InputState? Bundle { get; init; }

    /// <summary>Files that came into the folder by other ways.</summary>
    public IReadOnlyList<InputState> Others { get; init; } = [];

    /// <summary>The folder, or <see langword="null"/> where nothing has been published yet.</summary>
    public PublishedFolder? Folder { get; init; }

    /// <summary>All that is known about files.</summary>
    public IEnumerable<InputState> Inputs => [.. Files, .. Bundle is null ? [] : new[] { Bundle }, .. Others];

    /// <summary>Where the publishes of a project keep their state and their signed copies.</summary>
    /// <param name="stateDirectory">Full path of the project's state directory.</param>
    public static string DirectoryIn(string stateDirectory) => Path.Combine(stateDirectory, "publish");

    /// <summary>What is known about files, true still or not, if the settings were the same; otherwise nothing.</summary>
    public IEnumerable<InputState> InputsUnder(string fingerprint) => Fingerprint == fingerprint ? Inputs : [];
}
