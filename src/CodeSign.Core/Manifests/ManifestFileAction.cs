using System.Text.Json.Serialization;

namespace CodeSign.Manifests;

/// <summary>What became of a file, as the manifest says it.</summary>
public enum ManifestFileAction
{
    /// <summary>It was signed.</summary>
    [JsonStringEnumMemberName("signed")]
    Signed,

    /// <summary>It is somebody else's and was kept byte for byte.</summary>
    [JsonStringEnumMemberName("kept")]
    Kept,

    /// <summary>It is ours and carried our signature already.</summary>
    [JsonStringEnumMemberName("already-signed")]
    AlreadySigned,

    /// <summary>A rule left it out.</summary>
    [JsonStringEnumMemberName("excluded")]
    Excluded,

    /// <summary>It is an archive in which files were signed.</summary>
    [JsonStringEnumMemberName("repacked")]
    Repacked,
}
