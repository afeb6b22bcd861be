namespace CodeSign.Manifests.Checking;

/// <summary>One way in which a folder or package differs from its manifest.</summary>
/// <param name="Kind">Which.</param>
/// <param name="Path">The file: its path in the folder or package, <c>/</c> between folders; for the package itself, its name.</param>
/// <param name="Explanation">What was found, in words.</param>
public sealed record ManifestDifference(ManifestDifferenceKind Kind, string Path, string Explanation);
