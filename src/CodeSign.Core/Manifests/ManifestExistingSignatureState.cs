using System.Text.Json.Serialization;

namespace CodeSign.Manifests;

/// <summary>What the independent reader thought of a signature that a file arrived with, as the manifest says it.</summary>
public enum ManifestExistingSignatureState
{
    /// <summary>It fits the file, and its chain ends in a trusted root.</summary>
    [JsonStringEnumMemberName("trusted")]
    Trusted,

    /// <summary>It fits the file; its root is not trusted.</summary>
    [JsonStringEnumMemberName("untrusted")]
    Untrusted,

    /// <summary>It does not fit the file.</summary>
    [JsonStringEnumMemberName("broken")]
    Broken,
}
