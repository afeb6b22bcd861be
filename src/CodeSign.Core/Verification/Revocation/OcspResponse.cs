using System.Diagnostics.CodeAnalysis;
using System.Formats.Asn1;
using System.Security.Cryptography.X509Certificates;
using CodeSign.Verification.Messages;
using CodeSign.Verification.Trust;

namespace CodeSign.Verification.Revocation;

/// <summary>A basic OCSP answer (RFC 6960, section 4.2) to the question about one certificate.</summary>
internal sealed class OcspResponse
{
    private const int MostCertificates = 8;
    private const int MostAnswers = 64;

    private readonly IssuerSignature _signature;
    private readonly IReadOnlyList<ReadOnlyMemory<byte>> _certificates;
    private readonly IReadOnlyList<OcspAnswer> _answers;

    private OcspResponse(
        IssuerSignature signature, IReadOnlyList<ReadOnlyMemory<byte>> certificates, IReadOnlyList<OcspAnswer> answers)
    {
        _signature = signature;
        _certificates = certificates;
        _answers = answers;
    }

    /// <summary>DER of the responder's name; empty where it is named by its key.</summary>
    public required ReadOnlyMemory<byte> ResponderName { get; init; }

    /// <summary>SHA-1 of the responder's key; empty where it is named by its name.</summary>
    public required ReadOnlyMemory<byte> ResponderKeyHash { get; init; }

    public required DateTimeOffset ProducedAt { get; init; }

    public static bool TryRead(
        ReadOnlyMemory<byte> encoded, [NotNullWhen(true)] out OcspResponse? response, [NotNullWhen(false)] out string? reason)
    {
        response = null;
        try
        {
            response = Read(encoded, out reason);
            return response is not null;
        }
        catch (AsnContentException e)
        {
            reason = $"it is malformed: {e.Message}";
            return false;
        }
    }

    /// <summary>Whether the issuer, or someone whom it has told to, signed the answer.</summary>
    public bool IsFrom(X509Certificate2 issuer, DateTimeOffset now, CertificateCache cache, SignatureValueVerifier verifier)
    {
        if (IsResponder(issuer) && _signature.IsBy(issuer, verifier))
            return true;

        foreach (var encoded in _certificates)
        {
            if (cache.TryLoad(encoded, out var responder)
                && IsResponder(responder)
                && IsDelegate(responder, issuer, now, verifier)
                && _signature.IsBy(responder, verifier))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The answer about a certificate, or <see langword="null"/> where there is none.</summary>
    public OcspAnswer? Find(X509Certificate2 certificate, X509Certificate2 issuer) =>
        _answers.FirstOrDefault(answer => answer.IsAbout(certificate, issuer));

    private bool IsResponder(X509Certificate2 certificate) => ResponderName.IsEmpty
        ? ResponderKeyHash.Span.SequenceEqual(OcspRequest.KeyHash(certificate, MessageDigest.Sha1))
        : ResponderName.Span.SequenceEqual(certificate.SubjectName.RawData);

    /// <summary>
    /// An issuer delegates by a certificate of its own for this use, whose own status need not be asked for (RFC 6960, section
    /// 4.2.2.2.1): where it would have to be, the answer says nothing.
    /// </summary>
    private static bool IsDelegate(
        X509Certificate2 responder, X509Certificate2 issuer, DateTimeOffset now, SignatureValueVerifier verifier) =>
        responder.IssuerName.RawData.AsSpan().SequenceEqual(issuer.SubjectName.RawData)
        && LeafRules.HasUsage(responder, RevocationOids.OcspSigningUsage)
        && responder.Extensions[RevocationOids.NoCheck] is not null
        && responder.NotBefore.ToUniversalTime() <= now.UtcDateTime
        && now.UtcDateTime <= responder.NotAfter.ToUniversalTime()
        && CertificateStrength.KeyWeakness(responder) is null
        && IssuerSignature.Read(new AsnReader(responder.RawDataMemory, AsnEncodingRules.BER).ReadSequence()).IsBy(issuer, verifier);

    private static OcspResponse? Read(ReadOnlyMemory<byte> encoded, out string? reason)
    {
        var outer = new AsnReader(encoded, AsnEncodingRules.DER);
        var response = outer.ReadSequence();
        outer.ThrowIfNotEmpty();
        var status = response.ReadEnumeratedBytes().Span[0];
        reason = status == 0 ? null : $"the responder refuses with status {status}";
        if (status != 0)
            return null;

        var bytes = response.ReadSequence(RevocationAsn.ContextZero).ReadSequence();
        if (bytes.ReadObjectIdentifier() != RevocationOids.BasicResponse)
            throw new AsnContentException("It is of another type than basic.");
        var inner = new AsnReader(bytes.ReadOctetString(), AsnEncodingRules.DER);
        var basic = inner.ReadSequence();
        inner.ThrowIfNotEmpty();
        var signature = IssuerSignature.Read(basic);
        List<ReadOnlyMemory<byte>> certificates = [];
        if (basic.HasData)
        {
            var set = basic.ReadSequence(RevocationAsn.ContextZero).ReadSequence();
            while (set.HasData && certificates.Count < MostCertificates)
                certificates.Add(set.ReadEncodedValue());
        }

        return ReadData(signature, certificates);
    }

    private static OcspResponse ReadData(IssuerSignature signature, IReadOnlyList<ReadOnlyMemory<byte>> certificates)
    {
        var data = new AsnReader(signature.Content, AsnEncodingRules.DER).ReadSequence();
        if (RevocationAsn.NextIs(data, RevocationAsn.ContextZero))
            data.ReadEncodedValue(); // version
        var byName = RevocationAsn.NextIs(data, RevocationAsn.ContextOne);
        var name = byName ? data.ReadSequence(RevocationAsn.ContextOne).ReadEncodedValue() : default;
        ReadOnlyMemory<byte> keyHash = byName ? default : data.ReadSequence(RevocationAsn.ContextTwo).ReadOctetString();
        var producedAt = data.ReadGeneralizedTime().ToUniversalTime();

        List<OcspAnswer> answers = [];
        var responses = data.ReadSequence();
        while (responses.HasData && answers.Count < MostAnswers)
            answers.Add(OcspAnswer.Read(responses.ReadSequence()));
        if (data.HasData)
            RequireNothingCritical(data.ReadSequence(RevocationAsn.ContextOne).ReadSequence());
        return new OcspResponse(signature, certificates, answers)
        {
            ResponderName = name,
            ResponderKeyHash = keyHash,
            ProducedAt = producedAt,
        };
    }

    private static void RequireNothingCritical(AsnReader extensions)
    {
        while (extensions.HasData)
        {
            var (oid, isCritical, _) = RevocationAsn.ReadExtension(extensions);
            if (isCritical)
                throw new AsnContentException($"It has a critical extension that is not understood ({oid}).");
        }
    }
}
