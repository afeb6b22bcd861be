using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace CodeSign.Verification.Messages;

/// <summary>
/// The first certificate identifier of a signing-certificate attribute: ESSCertID (RFC 2634, section 5.4.1) or ESSCertIDv2
/// (RFC 5035, section 4). It binds a signature to one certificate, where the SignerInfo only names it.
/// </summary>
internal sealed record SigningCertificateAttribute
{
    /// <summary>The digest of the certificate; ESSCertID knows only SHA-1.</summary>
    public required MessageDigest Digest { get; init; }

    /// <summary>The certificate's digest.</summary>
    public required ReadOnlyMemory<byte> Hash { get; init; }

    /// <summary>DER of the issuer's name where issuerSerial says it as exactly one directoryName; otherwise empty.</summary>
    public required ReadOnlyMemory<byte> Issuer { get; init; }

    /// <summary>The serial number's INTEGER octets; empty where issuerSerial is absent.</summary>
    public required ReadOnlyMemory<byte> SerialNumber { get; init; }

    /// <summary>Whether issuerSerial is there.</summary>
    public bool HasIssuerSerial => !SerialNumber.IsEmpty;

    /// <summary>Reads the attribute's value.</summary>
    /// <returns>The first identifier, or <see langword="null"/> where the value is malformed.</returns>
    public static SigningCertificateAttribute? TryRead(ReadOnlyMemory<byte> encoded, int version)
    {
        try
        {
            var reader = new AsnReader(encoded, AsnEncodingRules.DER);
            var sequence = reader.ReadSequence();
            reader.ThrowIfNotEmpty();
            var certificates = sequence.ReadSequence();
            if (sequence.HasData)
                sequence.ReadSequence(); // policies
            sequence.ThrowIfNotEmpty();
            return ReadIdentifier(certificates.ReadSequence(), version);
        }
        catch (AsnContentException)
        {
            return null;
        }
    }

    /// <summary>Whether this identifies the certificate.</summary>
    public bool Identifies(X509Certificate2 certificate)
    {
        if (!CryptographicOperations.FixedTimeEquals(Digest.Hash(certificate.RawDataMemory.Span), Hash.Span))
            return false;
        if (!HasIssuerSerial)
            return true;

        return SerialNumber.Span.SequenceEqual(certificate.SerialNumberBytes.Span)
            && (Issuer.IsEmpty || Issuer.Span.SequenceEqual(certificate.IssuerName.RawData));
    }

    private static SigningCertificateAttribute? ReadIdentifier(AsnReader identifier, int version)
    {
        var digest = version == 1 ? MessageDigest.Sha1 : MessageDigest.Sha256;
        if (version == 2 && identifier.PeekTag().HasSameClassAndValue(Asn1Tag.Sequence))
        {
            var algorithm = AlgorithmIdentifier.Read(identifier);
            if (!algorithm.HasNoParameters || MessageDigest.FromOid(algorithm.Oid) is not { } named)
                return null;
            digest = named;
        }

        var hash = identifier.ReadOctetString();
        ReadOnlyMemory<byte> issuer = default, serial = default;
        if (identifier.HasData)
        {
            var issuerSerial = identifier.ReadSequence();
            issuer = ReadDirectoryName(issuerSerial.ReadSequence());
            serial = issuerSerial.ReadIntegerBytes();
            issuerSerial.ThrowIfNotEmpty();
        }

        identifier.ThrowIfNotEmpty();
        return new SigningCertificateAttribute { Digest = digest, Hash = hash, Issuer = issuer, SerialNumber = serial };
    }

    private static ReadOnlyMemory<byte> ReadDirectoryName(AsnReader generalNames)
    {
        var directoryName = new Asn1Tag(TagClass.ContextSpecific, 4);
        if (!generalNames.PeekTag().HasSameClassAndValue(directoryName))
            return default;

        var name = generalNames.ReadSequence(directoryName).ReadEncodedValue();
        return generalNames.HasData ? default : name;
    }
}
