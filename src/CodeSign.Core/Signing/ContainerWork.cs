namespace CodeSign.Signing;

/// <summary>What is done to an archive: some entries get signed content, and then it is signed itself, where its format can be.</summary>
/// <param name="Entries">The entries that change, no entry twice. All others are kept byte for byte.</param>
/// <param name="IsSigned">Whether the archive gets a signature of its own, as a package does.</param>
public sealed record ContainerWork(IReadOnlyList<EntryJob> Entries, bool IsSigned);
