namespace CodeSign.Verification.Comparison;

/// <summary>One way in which two files differ.</summary>
/// <param name="Path">The entry of the packages; empty for the files themselves.</param>
/// <param name="Kind">How.</param>
public sealed record ContentDifference(string Path, ContentDifferenceKind Kind);
