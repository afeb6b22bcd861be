using CodeSign.Verification.Containers;

namespace CodeSign.Signing;

/// <summary>What the reader must find in an archive that was just written.</summary>
/// <param name="Original">Full path of the archive that it was made from.</param>
/// <param name="Entries">The entries that were to change, each with the verified content that it was to get.</param>
public sealed record ContainerExpectation(string Original, IReadOnlyList<ExpectedEntry> Entries);
