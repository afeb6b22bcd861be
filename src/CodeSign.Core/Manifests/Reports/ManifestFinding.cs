namespace CodeSign.Manifests.Reports;

/// <summary>What a person should know of a manifest before the details.</summary>
/// <param name="Level">How much it matters.</param>
/// <param name="Title">What it is, one sentence.</param>
/// <param name="Explanation">What it means, and what can be done.</param>
/// <param name="Places">The files, servers or certificates that it is about.</param>
public sealed record ManifestFinding(ManifestFindingLevel Level, string Title, string Explanation, IReadOnlyList<string> Places);
