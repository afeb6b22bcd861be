using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using CodeSign.Signing;

namespace CodeSign.Keys.Development;

/// <summary>
/// A file of trusted roots in PEM, as NuGet's <c>codesignctl.pem</c> and <c>timestampctl.pem</c>. Whatever else is in it stays as it is.
/// </summary>
public static class TrustBundle
{
    private const int MostBytes = 64 * 1024 * 1024;

    /// <summary>Adds a certificate at the end, unless it is there; makes the file where it does not exist.</summary>
    /// <param name="path">Full path of the bundle.</param>
    /// <param name="certificate">The certificate.</param>
    /// <param name="cancellationToken">Ends the work, and leaves the bundle as it was.</param>
    /// <returns>Whether it was added.</returns>
    /// <exception cref="Diagnostics.CodeSignException">The bundle can't be written.</exception>
    /// <exception cref="IOException">The bundle can't be read, or is far too long.</exception>
    /// <exception cref="UnauthorizedAccessException">This user may not read the bundle.</exception>
    public static async Task<bool> AddAsync(string path, X509Certificate2 certificate, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(certificate);
        var text = File.Exists(path) ? await ReadAsync(path, cancellationToken) : "";
        if (Find(text, certificate).Length > 0)
            return false;
        var separator = text.Length == 0 || text.EndsWith('\n') ? "" : "\n";
        await WriteAsync(path, $"{text}{separator}{certificate.ExportCertificatePem()}\n", cancellationToken);
        return true;
    }

    /// <summary>Takes a certificate out, as often as it is there.</summary>
    /// <param name="path">Full path of the bundle.</param>
    /// <param name="certificate">The certificate.</param>
    /// <param name="cancellationToken">Ends the work, and leaves the bundle as it was.</param>
    /// <returns>Whether it was there.</returns>
    /// <exception cref="Diagnostics.CodeSignException">The bundle can't be written.</exception>
    /// <exception cref="IOException">The bundle can't be read, or is far too long.</exception>
    /// <exception cref="UnauthorizedAccessException">This user may not read the bundle.</exception>
    public static async Task<bool> RemoveAsync(string path, X509Certificate2 certificate, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(certificate);
        if (!File.Exists(path))
            return false;
        var text = await ReadAsync(path, cancellationToken);
        var places = Find(text, certificate);
        if (places.Length == 0)
            return false;
        foreach (var place in places.Reverse())
        {
            var (start, length) = place.GetOffsetAndLength(text.Length);
            var end = start + length;
            text = text[..start] + text[(end < text.Length && text[end] == '\n' ? end + 1 : end)..];
        }

        await WriteAsync(path, text, cancellationToken);
        return true;
    }

    private static async Task<string> ReadAsync(string path, CancellationToken cancellationToken) => new FileInfo(path).Length <= MostBytes
        ? Encoding.Latin1.GetString(await File.ReadAllBytesAsync(path, cancellationToken))
        : throw new IOException($"{path} is no bundle of certificates: it has more than {MostBytes} bytes.");

    private static Task WriteAsync(string path, string text, CancellationToken cancellationToken) =>
        AtomicFile.WriteAsync(path, async (file, token) => await file.WriteAsync(Encoding.Latin1.GetBytes(text), token), cancellationToken);

    private static Range[] Find(string text, X509Certificate2 certificate)
    {
        var found = new List<Range>();
        for (var from = 0; PemEncoding.TryFind(text.AsSpan(from), out var fields);)
        {
            var (start, length) = fields.Location.GetOffsetAndLength(text.Length - from);
            var base64 = text.AsSpan(from)[fields.Base64Data];
            var der = new byte[fields.DecodedDataLength];
            if (Convert.TryFromBase64Chars(base64, der, out _) && der.AsSpan().SequenceEqual(certificate.RawDataMemory.Span))
                found.Add((from + start)..(from + start + length));
            from += start + length;
        }

        return [.. found];
    }
}
