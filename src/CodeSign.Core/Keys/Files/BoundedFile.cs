using System.Diagnostics.CodeAnalysis;

namespace CodeSign.Keys.Files;

/// <summary>Reads small files whole, and refuses to read more than they may have.</summary>
internal static class BoundedFile
{
    /// <summary>More than any key with its chain needs, and any usual list of roots.</summary>
    public const int MaxLength = 4 << 20;

    /// <summary>Reads a file into memory that is zeroed when it is disposed.</summary>
    /// <exception cref="IOException">It is missing, a folder, longer than allowed, or can't be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It is not ours to read.</exception>
    [SuppressMessage("Reliability", "CA2000", Justification = "The caller disposes what is returned.")]
    public static SecretBytes Read(string path, int maxLength = MaxLength)
    {
        if (Directory.Exists(path))
            throw new IOException("It is a folder.");

        using var file = new FileStream(path, new FileStreamOptions
        {
            Mode = FileMode.Open,
            Access = FileAccess.Read,
            Share = FileShare.Read | FileShare.Delete,
            BufferSize = 0,
        });

        // The length is only a first guess: a pipe has none, and a file may grow.
        var guess = file.CanSeek ? Math.Min(file.Length, maxLength) : 4096;
        var buffer = new SecretBytes((int)guess + 1);
        try
        {
            var length = 0;
            while (true)
            {
                var read = file.Read(buffer.Span[length..]);
                length += read;
                if (length > maxLength)
                    throw new IOException($"It is longer than {maxLength} bytes.");

                if (read == 0)
                    break;

                if (length == buffer.Length)
                    buffer = Grow(buffer);
            }

            buffer.Truncate(length);
            return buffer;
        }
        catch
        {
            buffer.Dispose();
            throw;
        }
    }

    private static SecretBytes Grow(SecretBytes buffer)
    {
        using (buffer)
        {
            var larger = new SecretBytes(buffer.Length * 2);
            buffer.Span.CopyTo(larger.Span);
            return larger;
        }
    }
}
