using System.Buffers;
using System.Buffers.Text;
using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using CodeSign.Diagnostics;
using CodeSign.Keys.Files;
using CodeSign.Verification.Messages;

namespace CodeSign.Verification.Trust;

/// <summary>
/// Roots in a PEM file. The file is read on first use and indexed by subject without loading a certificate: a bundle holds
/// hundreds, of which a build needs one or two. Roots with keys that are too small are left out.
/// </summary>
internal sealed class PemRoots : IRootSource
{
    private const int MostBytes = 64 * 1024 * 1024;

    private readonly string _path;
    private readonly Lazy<Dictionary<ContentKey, List<Lazy<X509Certificate2?>>>> _bySubject;

    public PemRoots(string path)
    {
        _path = path;
        _bySubject = new(Index);
    }

    public void Find(ReadOnlyMemory<byte> subject, ICollection<X509Certificate2> found)
    {
        if (!_bySubject.Value.TryGetValue(new ContentKey(subject), out var roots))
            return;

        foreach (var root in roots)
        {
            if (root.Value is { } certificate)
                found.Add(certificate);
        }
    }

    public byte[] Fingerprint() => SHA256.HashData(ReadFile());

    private Dictionary<ContentKey, List<Lazy<X509Certificate2?>>> Index()
    {
        var index = new Dictionary<ContentKey, List<Lazy<X509Certificate2?>>>();
        ReadOnlySpan<byte> rest = ReadFile();
        while (PemBlocks.TryCutBefore(ref rest, "-----BEGIN CERTIFICATE-----"u8, out _))
        {
            if (!PemBlocks.TryCutBefore(ref rest, "-----END CERTIFICATE-----"u8, out var base64))
                throw Unreadable($"'{_path}' holds a certificate that is cut off.");
            Add(index, Decode(base64));
        }

        return index.Count > 0
            ? index
            : throw Unreadable($"'{_path}' holds no certificate in PEM form (-----BEGIN CERTIFICATE-----).");
    }

    private byte[] ReadFile()
    {
        try
        {
            var length = new FileInfo(_path).Length;
            return length <= MostBytes
                ? File.ReadAllBytes(_path)
                : throw Unreadable($"'{_path}' has {length} bytes, more than a file of roots can have.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Unreadable($"'{_path}' can't be read: {e.Message}", e);
        }
    }

    private void Add(Dictionary<ContentKey, List<Lazy<X509Certificate2?>>> index, byte[] encoded)
    {
        if (!TryReadSubject(encoded, out var subject))
            throw Unreadable($"'{_path}' holds a certificate that is malformed.");

        var key = new ContentKey(subject);
        if (!index.TryGetValue(key, out var roots))
            index.Add(key, roots = []);
        roots.Add(new Lazy<X509Certificate2?>(() => Load(encoded)));
    }

    private static byte[] Decode(ReadOnlySpan<byte> base64)
    {
        // PEM breaks lines, which Base64.DecodeFromUtf8 skips.
        var decoded = new byte[Base64.GetMaxDecodedFromUtf8Length(base64.Length)];
        return Base64.DecodeFromUtf8(base64, decoded, out _, out var written) == OperationStatus.Done
            ? decoded[..written]
            : [];
    }

    private static bool TryReadSubject(byte[] encoded, out ReadOnlyMemory<byte> subject)
    {
        subject = default;
        try
        {
            var certificate = new AsnReader(encoded, AsnEncodingRules.BER).ReadSequence().ReadSequence();
            var version = new Asn1Tag(TagClass.ContextSpecific, 0);
            if (certificate.PeekTag().HasSameClassAndValue(version))
                certificate.ReadEncodedValue();
            certificate.ReadEncodedValue(); // serialNumber
            certificate.ReadEncodedValue(); // signature
            certificate.ReadEncodedValue(); // issuer
            certificate.ReadEncodedValue(); // validity
            subject = certificate.ReadEncodedValue();
            return true;
        }
        catch (AsnContentException)
        {
            return false;
        }
    }

    private static X509Certificate2? Load(byte[] encoded)
    {
        try
        {
            var certificate = X509CertificateLoader.LoadCertificate(encoded);
            return CertificateStrength.KeyWeakness(certificate) is null ? certificate : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private static CodeSignException Unreadable(string cause, Exception? inner = null) => VerificationDiagnostics.UnreadableRoots.Exception(
        cause, "Give a file of root certificates in PEM form.", inner: inner);
}
