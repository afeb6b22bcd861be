namespace CodeSign.Signing;

/// <summary>An entry of an archive that is to be signed.</summary>
/// <param name="Index">Its number in the central directory, from 0.</param>
/// <param name="Name">Its path in the archive, <c>/</c> between folders.</param>
/// <param name="Source">Full path of a file with its content. It is only read.</param>
/// <param name="Profile">How it is signed.</param>
/// <param name="SourceSha256">SHA-256 of that file, hexadecimal, lower case, where the plan has seen it.</param>
/// <param name="Container">What is done to its own entries; <see langword="null"/> unless it is an archive.</param>
public sealed record EntryJob(
    int Index, string Name, string Source, SigningProfile Profile, string? SourceSha256 = null, ContainerWork? Container = null);
