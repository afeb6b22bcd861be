namespace CodeSign.Signing;

/// <summary>A signable entry of an archive.</summary>
/// <param name="Index">Its number in the central directory, from 0.</param>
/// <param name="Name">Its path in the archive, <c>/</c> between folders.</param>
/// <param name="File">The decision about it.</param>
public sealed record PlannedEntry(int Index, string Name, PlannedFile File);
