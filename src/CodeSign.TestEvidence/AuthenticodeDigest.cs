using System.Security.Cryptography;

namespace CodeSign.TestEvidence;

/// <summary>
/// The Authenticode digest of a file ("Windows Authenticode Portable Executable Signature Format", Microsoft, 2008): it is the same
/// before and after the file was signed. The check sum, the directory entry of the certificate table, and the table are left out; what is
/// not a multiple of 8 bytes long is continued with zeros, as signing does.
/// </summary>
internal static class AuthenticodeDigest
{
    private const int HeaderSize = 1024;

    /// <summary>Lets the runtime load all that is needed.</summary>
    public static void Prepare()
    {
        using (var sha256 = SHA256.Create())
            sha256.ComputeHash(Array.Empty<byte>());
        using (var file = File.OpenRead(typeof(AuthenticodeDigest).Assembly.Location))
            file.ReadByte();
    }

    /// <summary>Computes it, SHA-256, hexadecimal, lower case; none where the file can't be read or is no PE file.</summary>
    public static string? TryCompute(string path)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            return Compute(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static string? Compute(Stream file)
    {
        var header = new byte[Math.Min(HeaderSize, file.Length)];
        if (Read(file, header) < header.Length || FindCertificateEntry(header) is not { } entry)
            return null;

        var checksum = OptionalHeader(header) + 64;
        var table = BitConverter.ToUInt32(header, entry);
        var end = table == 0 ? file.Length : table;
        if (end < header.Length || end > file.Length)
            return null;

        using var sha256 = SHA256.Create();
        sha256.TransformBlock(header, 0, checksum, null, 0);
        sha256.TransformBlock(header, checksum + 4, entry - checksum - 4, null, 0);
        sha256.TransformBlock(header, entry + 8, header.Length - entry - 8, null, 0);
        if (!Append(sha256, file, end - header.Length))
            return null;
        sha256.TransformFinalBlock(new byte[8], 0, (int)((8 - (end % 8)) % 8));
        return Hex(sha256.Hash);
    }

    // The data directory's fifth entry, in a PE32 or PE32+ header that lies in the first kilobyte as every compiler's does.
    private static int? FindCertificateEntry(byte[] header)
    {
        if (header.Length < 64 || header[0] != 'M' || header[1] != 'Z')
            return null;
        var optional = OptionalHeader(header);
        if (optional < 88 || optional + 152 > header.Length || BitConverter.ToUInt32(header, optional - 24) != 0x4550)
            return null;
        var directories = BitConverter.ToUInt16(header, optional) switch { 0x10B => 96, 0x20B => 112, _ => 0 };
        if (directories == 0 || BitConverter.ToUInt32(header, optional + directories - 4) <= 4)
            return null;
        return optional + directories + (4 * 8);
    }

    private static int OptionalHeader(byte[] header)
    {
        var start = BitConverter.ToUInt32(header, 60);
        return start > HeaderSize ? 0 : (int)start + 24;
    }

    private static bool Append(HashAlgorithm hash, Stream file, long length)
    {
        var buffer = new byte[81920];
        while (length > 0)
        {
            var read = file.Read(buffer, 0, (int)Math.Min(buffer.Length, length));
            if (read == 0)
                return false;
            hash.TransformBlock(buffer, 0, read, null, 0);
            length -= read;
        }

        return true;
    }

    private static int Read(Stream file, byte[] buffer)
    {
        var total = 0;
        for (int read; total < buffer.Length && (read = file.Read(buffer, total, buffer.Length - total)) > 0;)
            total += read;
        return total;
    }

    private static string Hex(byte[] bytes) =>
#pragma warning disable CA1308 // Digests are written in lower case here, as everywhere in this product.
        BitConverter.ToString(bytes).Replace("-", "").ToLowerInvariant();
#pragma warning restore CA1308
}
