using System.Security.Cryptography;
using CodeSign.Signing;

namespace CodeSign.TestGate;

/// <summary>A small file that was read once, so that what is judged is what was hashed.</summary>
/// <param name="Path">Full path.</param>
/// <param name="Content">All of it.</param>
/// <param name="Sha256">SHA-256 of it, hexadecimal, lower case.</param>
internal sealed record HashedFile(string Path, byte[] Content, string Sha256)
{
    /// <summary>Reads a file.</summary>
    /// <param name="path">Full path.</param>
    /// <param name="most">How many bytes it may have.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="InvalidDataException">The file has more bytes.</exception>
    /// <exception cref="IOException">The file can't be read.</exception>
    /// <exception cref="UnauthorizedAccessException">This user may not read the file.</exception>
    public static async Task<HashedFile> ReadAsync(string path, int most, CancellationToken cancellationToken)
    {
        await using var file = SharedFile.OpenRead(path);
        if (file.Length > most)
            throw new InvalidDataException($"It has {file.Length} bytes; more than {most} are not read.");
        var content = new byte[file.Length];
        await file.ReadExactlyAsync(content, cancellationToken);
        return new HashedFile(path, content, Convert.ToHexStringLower(SHA256.HashData(content)));
    }
}
