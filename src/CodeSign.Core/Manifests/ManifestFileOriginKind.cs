using System.Text.Json.Serialization;
using CodeSign.Signing;

namespace CodeSign.Manifests;

/// <summary>Whose a file is, as the manifest says it.</summary>
public enum ManifestFileOriginKind
{
    /// <summary>Nothing accounts for it, and a rule decided.</summary>
    [JsonStringEnumMemberName("unknown")]
    Unknown = FileOriginKind.Unknown,

    /// <summary>The project's own output.</summary>
    [JsonStringEnumMemberName("own")]
    Own = FileOriginKind.Own,

    /// <summary>The output of a referenced project.</summary>
    [JsonStringEnumMemberName("project-reference")]
    ProjectReference = FileOriginKind.ProjectReference,

    /// <summary>A file of a NuGet package.</summary>
    [JsonStringEnumMemberName("package")]
    Package = FileOriginKind.Package,

    /// <summary>A file of a pack of .NET.</summary>
    [JsonStringEnumMemberName("runtime-pack")]
    RuntimePack = FileOriginKind.RuntimePack,
}
