namespace CodeSign.Signing;

/// <summary>Where a file comes from.</summary>
/// <param name="Kind">Whose it is.</param>
/// <param name="Name">The full path of the project's file, or the package's id, where there is one.</param>
/// <param name="Version">The package's version, where there is one.</param>
public sealed record FileOrigin(FileOriginKind Kind, string? Name = null, string? Version = null)
{
    /// <summary>Nothing accounts for the file.</summary>
    public static FileOrigin Unknown { get; } = new(FileOriginKind.Unknown);

    /// <summary>The project's own output.</summary>
    public static FileOrigin Own { get; } = new(FileOriginKind.Own);

    /// <summary>The output of a referenced project.</summary>
    public static FileOrigin ProjectReference(string project) => new(FileOriginKind.ProjectReference, project);

    /// <summary>A file of a NuGet package.</summary>
    public static FileOrigin Package(string id, string version) => new(FileOriginKind.Package, id, version);

    /// <summary>A file of a runtime, targeting or host pack.</summary>
    public static FileOrigin RuntimePack(string id, string version) => new(FileOriginKind.RuntimePack, id, version);

    /// <summary>
    /// Whether this build has made the file anew from the one that came, as the linker and the ReadyToRun compiler do: a signature
    /// that it came with is gone.
    /// </summary>
    public bool IsRewritten { get; init; }

    /// <summary>Whether the file is ours: signed unless a rule says otherwise.</summary>
    public bool IsOurs => Kind is FileOriginKind.Own or FileOriginKind.ProjectReference;

    /// <summary>Whether the file is somebody else's: kept byte for byte unless a rule says otherwise.</summary>
    public bool IsTheirs => Kind is FileOriginKind.Package or FileOriginKind.RuntimePack;

    /// <summary>The name without the folders of this machine: a project's file name, a package's id.</summary>
    public string? ShortName => Kind == FileOriginKind.ProjectReference ? Path.GetFileName(Name) : Name;

    /// <summary>In words, for reasons and messages.</summary>
    public override string ToString() => IsRewritten ? $"{Source}, rewritten by this build" : Source;

    private string Source => Kind switch
    {
        FileOriginKind.Own => "this project's own output",
        FileOriginKind.ProjectReference => $"output of the referenced project {ShortName}",
        FileOriginKind.Package => $"from the NuGet package {Name} {Version}",
        FileOriginKind.RuntimePack => $"from the runtime pack {Name} {Version}",
        _ => "of unknown origin",
    };
}
