namespace CodeSign.Signing;

/// <summary>An entry of an archive, and the content that it gets.</summary>
/// <param name="Job">The entry.</param>
/// <param name="Content">The content, signed before the archive is written.</param>
/// <param name="IsShared">Whether the content has another place too, to which its signature counts.</param>
internal sealed record ContentEntry(EntryJob Job, DistinctContent Content, bool IsShared);
