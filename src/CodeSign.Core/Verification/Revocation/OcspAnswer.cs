using System.Formats.Asn1;
using System.Security.Cryptography.X509Certificates;
using CodeSign.Verification.Messages;

namespace CodeSign.Verification.Revocation;

/// <summary>SingleResponse (RFC 6960, section 4.2.1): what a responder says about one certificate.</summary>
internal sealed record OcspAnswer
{
    public required AlgorithmIdentifier HashAlgorithm { get; init; }

    public required ReadOnlyMemory<byte> IssuerNameHash { get; init; }

    public required ReadOnlyMemory<byte> IssuerKeyHash { get; init; }

    public required ReadOnlyMemory<byte> SerialNumber { get; init; }

    /// <summary>Whether the responder knows the certificate.</summary>
    public required bool IsKnown { get; init; }

    /// <summary>The revocation, where there is one.</summary>
    public required RevocationEntry? Entry { get; init; }

    public required DateTimeOffset ThisUpdate { get; init; }

    /// <summary>When something newer comes; <see langword="null"/> where there is something newer at all times.</summary>
    public required DateTimeOffset? NextUpdate { get; init; }

    /// <exception cref="AsnContentException">It is malformed.</exception>
    public static OcspAnswer Read(AsnReader single)
    {
        var identifier = single.ReadSequence();
        var hashAlgorithm = AlgorithmIdentifier.Read(identifier);
        var nameHash = identifier.ReadOctetString();
        var keyHash = identifier.ReadOctetString();
        var serialNumber = identifier.ReadIntegerBytes();
        var isRevoked = RevocationAsn.NextIs(single, RevocationAsn.ContextOne);
        var isGood = RevocationAsn.NextIs(single, RevocationAsn.ContextZero);
        var status = single.ReadEncodedValue();
        var thisUpdate = single.ReadGeneralizedTime().ToUniversalTime();
        DateTimeOffset? nextUpdate = RevocationAsn.NextIs(single, RevocationAsn.ContextZero)
            ? single.ReadSequence(RevocationAsn.ContextZero).ReadGeneralizedTime().ToUniversalTime()
            : null;
        return new OcspAnswer
        {
            HashAlgorithm = hashAlgorithm,
            IssuerNameHash = nameHash,
            IssuerKeyHash = keyHash,
            SerialNumber = serialNumber,
            IsKnown = isGood || isRevoked,
            Entry = isRevoked ? ReadRevoked(status) : null,
            ThisUpdate = thisUpdate,
            NextUpdate = nextUpdate,
        };
    }

    /// <summary>Whether it is about a certificate.</summary>
    public bool IsAbout(X509Certificate2 certificate, X509Certificate2 issuer) =>
        SerialNumber.Span.SequenceEqual(certificate.SerialNumberBytes.Span)
        && MessageDigest.FromOid(HashAlgorithm.Oid) is { } digest
        && IssuerNameHash.Span.SequenceEqual(OcspRequest.NameHash(issuer, digest))
        && IssuerKeyHash.Span.SequenceEqual(OcspRequest.KeyHash(issuer, digest));

    private static RevocationEntry ReadRevoked(ReadOnlyMemory<byte> encoded)
    {
        var info = new AsnReader(encoded, AsnEncodingRules.DER).ReadSequence(RevocationAsn.ContextOne);
        var time = info.ReadGeneralizedTime().ToUniversalTime();
        RevocationReason? reason = info.HasData ? RevocationAsn.ReadReason(info.ReadSequence(RevocationAsn.ContextZero)) : null;
        return new RevocationEntry(time, reason, InvalidityDate: null);
    }
}
