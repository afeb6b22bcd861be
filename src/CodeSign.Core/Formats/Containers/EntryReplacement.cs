namespace CodeSign.Formats.Containers;

/// <summary>New content for an entry of an archive.</summary>
/// <param name="Index">The entry's number in the central directory, from 0.</param>
/// <param name="Path">Full path of the file with its new content.</param>
internal sealed record EntryReplacement(int Index, string Path);
