using System.ComponentModel;

namespace CodeSign.Manifests;

/// <summary>What wrote a manifest.</summary>
/// <param name="Name">The tool's name.</param>
/// <param name="Version">The tool's version.</param>
[Description("What wrote the manifest.")]
public sealed record ManifestTool(
    [property: Description("The tool's name.")] string Name,
    [property: Description("The tool's version.")] string Version);
