namespace CodeSign.Signing;

/// <summary>Whose a file is.</summary>
public enum FileOriginKind
{
    /// <summary>Nothing accounts for the file.</summary>
    Unknown,

    /// <summary>The project's own output.</summary>
    Own,

    /// <summary>The output of a project that this one references.</summary>
    ProjectReference,

    /// <summary>A file of a NuGet package.</summary>
    Package,

    /// <summary>A file of a runtime, targeting or host pack of .NET.</summary>
    RuntimePack,
}
