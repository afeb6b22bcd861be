using CodeSign.Signing;

namespace CodeSign.Build.Publish;

/// <summary>A file in a published folder as it was when it was last read.</summary>
/// <param name="Path">Full path.</param>
/// <param name="Length">Its length in bytes.</param>
/// <param name="LastWriteTicks">Its last-write time, UTC, in ticks.</param>
/// <param name="Sha256">SHA-256, hexadecimal, lower case; empty where it can't be signed, and its content does not matter.</param>
internal sealed record PublishedFile(string Path, long Length, long LastWriteTicks, string Sha256)
{
    /// <summary>Whether it is as it was.</summary>
    public bool IsCurrent =>
        new FileInfo(Path) is { Exists: true } file && file.Length == Length && file.LastWriteTimeUtc.Ticks == LastWriteTicks;

    /// <summary>Reads a file's digest, unless it is as it was.</summary>
    /// <param name="path">Full path of a file that exists.</param>
    /// <param name="known">What was known about it, or <see langword="null"/>.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static PublishedFile Read(string path, PublishedFile? known, CancellationToken cancellationToken)
    {
        if (known is { IsCurrent: true, Sha256.Length: > 0 })
            return known;
        var file = new FileInfo(path);
        return new PublishedFile(path, file.Length, file.LastWriteTimeUtc.Ticks, FileDigest.Sha256(path, cancellationToken));
    }
}
