namespace CodeSign.Build.Publish;

/// <summary>What is in a published folder.</summary>
/// <param name="Files">All files.</param>
/// <param name="Entries">The signable ones that are as planned.</param>
/// <param name="Others">The signable ones that were not planned, and are not another project's.</param>
internal sealed record FolderInspection(
    IReadOnlyList<PublishedFile> Files, IReadOnlyList<FolderEntry> Entries, IReadOnlyList<PublishedFile> Others);
