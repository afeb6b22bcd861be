using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using CodeSign.Keys.Files;

namespace CodeSign.Keys.Certificates;

/// <summary>Reads files of certificates, told by content: PEM, PKCS #7 (.p7b), or one certificate in DER (.cer).</summary>
internal static class CertificateFile
{
    private const int MaxCertificates = 2048;

    /// <summary>Reads a file.</summary>
    /// <param name="path">Its full path.</param>
    /// <param name="property">The property that names it, for messages.</param>
    /// <returns>The certificates in the file's order, at least one; the caller disposes them.</returns>
    /// <exception cref="Diagnostics.CodeSignException">It can't be read or holds no certificates.</exception>
    public static IReadOnlyList<X509Certificate2> Load(string path, string property)
    {
        var certificates = new List<X509Certificate2>();
        try
        {
            using var file = BoundedFile.Read(path);
            foreach (var encoded in Split(file.Memory))
                certificates.Add(X509CertificateLoader.LoadCertificate(encoded));

            if (certificates.Count > 0)
                return certificates;

            throw Unusable("It holds no certificates.", path, property);
        }
        catch (Exception e)
        {
            foreach (var certificate in certificates)
                certificate.Dispose();

            throw e switch
            {
                KeyFileException => Unusable(e.Message, path, property, e),
                AsnContentException or CryptographicException =>
                    Unusable("It is neither PEM nor PKCS #7 nor a certificate, or it is damaged.", path, property, e),
                _ when FileFailure.IsFileFailure(e) => Unusable(FileFailure.Describe(e), path, property, e),
                _ => e,
            };
        }
    }

    private static List<byte[]> Split(ReadOnlyMemory<byte> file)
    {
        var found = new List<byte[]>();
        if (PemKeyFile.Recognises(file.Span))
            PemBlocks.Read(file.Span, (label, data) => AddBlock(found, label, data));
        else if (IsPkcs7(file.Span))
            AddPkcs7(found, file);
        else
            Add(found, file);

        return found;
    }

    private static void AddBlock(List<byte[]> found, string label, ReadOnlyMemory<byte> data)
    {
        if (label is "CERTIFICATE" or "X509 CERTIFICATE")
            Add(found, data);
        else if (label is "PKCS7" or "CMS")
            AddPkcs7(found, data);
    }

    private static void AddPkcs7(List<byte[]> found, ReadOnlyMemory<byte> data)
    {
        foreach (var certificate in Pkcs7Certificates.Read(data))
            Add(found, certificate);
    }

    private static void Add(List<byte[]> found, ReadOnlyMemory<byte> certificate)
    {
        if (found.Count == MaxCertificates)
            throw KeyFileException.Damaged($"It holds more than {MaxCertificates} certificates.");

        found.Add(certificate.ToArray());
    }

    /// <summary>A SEQUENCE that starts with an object identifier is a ContentInfo; a certificate starts with another SEQUENCE.</summary>
    private static bool IsPkcs7(ReadOnlySpan<byte> file)
    {
        AsnDecoder.ReadSequence(file, AsnEncodingRules.BER, out var offset, out _, out _);
        return offset < file.Length && file[offset] == 0x06;
    }

    private static Diagnostics.CodeSignException Unusable(string detail, string path, string property, Exception? inner = null) =>
        KeyDiagnostics.CertificateFileUnusable.Exception(
            $"The certificate file can't be used. {detail}",
            $"Let {property} name a file with certificates: PEM, .p7b or .cer. A relative path starts at the project's folder.",
            path,
            inner);
}
