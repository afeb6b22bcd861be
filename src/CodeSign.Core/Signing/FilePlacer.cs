using System.Security.Cryptography;

namespace CodeSign.Signing;

/// <summary>
/// Puts finished files into an output folder: whole and known by their digest, with the mode and the last-write time of the file that
/// they are copies of. Each place holds the old file or the new one at every moment.
/// </summary>
public static class FilePlacer
{
    private const int BufferSize = 128 * 1024;

    /// <summary>Copies a file into place; its folder is made where it does not exist.</summary>
    /// <param name="source">Full path of the file to copy.</param>
    /// <param name="destination">Full path of the copy.</param>
    /// <param name="sha256">SHA-256 that the content must have, hexadecimal, lower case.</param>
    /// <param name="cancellationToken">Ends the copying, and leaves the destination as it was.</param>
    /// <returns>Whether it is in place; otherwise the source has other content, and the destination is as it was.</returns>
    /// <exception cref="Diagnostics.CodeSignException">The source can't be read, or the copy not written.</exception>
    public static async Task<bool> PlaceAsync(string source, string destination, string sha256, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(source);
        ArgumentException.ThrowIfNullOrEmpty(destination);
        ArgumentException.ThrowIfNullOrEmpty(sha256);
        try
        {
            var folder = Path.GetDirectoryName(destination)!;
            using var staging = StagingFolder.Open(folder);
            var temporary = staging.NewFile();
            if (await CopyAsync(source, temporary, cancellationToken) != sha256)
                return false;
            File.SetLastWriteTimeUtc(temporary, File.GetLastWriteTimeUtc(source));
            FileMover.Replace(temporary, destination, FileMover.ModeOf(source));
            FileMover.FlushFolder(folder);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw StagingDiagnostics.CannotMove.Exception(
                $"{destination} can't be written: {e.Message}",
                "End what holds the file open, make its folder writable, and run again.", destination, e);
        }
    }

    private static async Task<string> CopyAsync(string source, string temporary, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await using var input = SharedFile.OpenRead(source);
        await using var output = new FileStream(temporary, FileMode.Open, FileAccess.Write, FileShare.Read, 0);
        var buffer = new byte[BufferSize];
        for (int read; (read = await input.ReadAsync(buffer, cancellationToken)) > 0;)
        {
            hash.AppendData(buffer, 0, read);
            await output.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
        }

        output.Flush(flushToDisk: true);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
