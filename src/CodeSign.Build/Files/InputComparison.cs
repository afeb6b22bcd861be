namespace CodeSign.Build.Files;

/// <summary>Files held against what the last run knew of them.</summary>
/// <param name="Current">What is still true, and needs not be done again.</param>
/// <param name="Changed">The files about which nothing is known any more.</param>
internal sealed record InputComparison(IReadOnlyList<InputState> Current, IReadOnlyList<InputFile> Changed);
