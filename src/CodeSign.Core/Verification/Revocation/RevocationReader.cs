using System.Formats.Asn1;
using System.Security.Cryptography.X509Certificates;
using CodeSign.Verification.Messages;
using CodeSign.Verification.Trust;

namespace CodeSign.Verification.Revocation;

/// <summary>
/// Makes a status of what issuers and responders have written. What is malformed, by somebody else or about something else says nothing.
/// Safe for use by several threads at once.
/// </summary>
internal sealed class RevocationReader(CertificateCache certificates)
{
    /// <summary>How far an issuer's clock may be ahead.</summary>
    private static readonly TimeSpan MostAhead = TimeSpan.FromMinutes(10);

    /// <summary>How long an answer counts that does not say when a newer one comes.</summary>
    private static readonly TimeSpan AnswerLife = TimeSpan.FromDays(1);

    private readonly SignatureValueVerifier _verifier = new();

    /// <summary>What a revocation list says about a certificate.</summary>
    /// <param name="content">The list as it was fetched: hostile until its signature has been verified.</param>
    /// <param name="certificate">The certificate.</param>
    /// <param name="issuer">The certificate that issued it.</param>
    /// <param name="addresses">Where the certificate says that its list is.</param>
    /// <param name="now">The time that the list must be fresh at.</param>
    public RevocationStatus ReadList(
        ReadOnlyMemory<byte> content,
        X509Certificate2 certificate,
        X509Certificate2 issuer,
        RevocationAddresses addresses,
        DateTimeOffset now)
    {
        if (!RevocationList.TryRead(content, out var list, out var reason))
            return RevocationStatus.Unknown($"it is no revocation list that is understood: {reason}");
        if (list.WhyNotAbout(certificate, issuer, addresses.Lists, _verifier) is { } other)
            return RevocationStatus.Unknown(other);
        try
        {
            var entry = list.Find(certificate.SerialNumberBytes.Span);
            return Conclude(entry, list.ThisUpdate, list.NextUpdate, now);
        }
        catch (AsnContentException e)
        {
            return RevocationStatus.Unknown($"an entry of it is malformed: {e.Message}");
        }
    }

    /// <summary>What an OCSP responder's answer says about a certificate.</summary>
    /// <param name="content">The answer as it was fetched: hostile until its signature has been verified.</param>
    /// <param name="certificate">The certificate.</param>
    /// <param name="issuer">The certificate that issued it.</param>
    /// <param name="now">The time that the answer must be fresh at.</param>
    public RevocationStatus ReadAnswer(
        ReadOnlyMemory<byte> content, X509Certificate2 certificate, X509Certificate2 issuer, DateTimeOffset now)
    {
        if (!OcspResponse.TryRead(content, out var response, out var reason))
            return RevocationStatus.Unknown(reason);
        try
        {
            return Judge(response, certificate, issuer, now);
        }
        catch (AsnContentException e)
        {
            return RevocationStatus.Unknown($"a certificate in it is malformed: {e.Message}");
        }
    }

    private RevocationStatus Judge(
        OcspResponse response, X509Certificate2 certificate, X509Certificate2 issuer, DateTimeOffset now)
    {
        if (response.ProducedAt > now + MostAhead)
            return RevocationStatus.Unknown($"it is from the future, {response.ProducedAt.UtcDateTime:u}");
        if (!response.IsFrom(issuer, now, certificates, _verifier))
            return RevocationStatus.Unknown("it is signed neither by the issuer nor by a responder that the issuer names");
        if (response.Find(certificate, issuer) is not { } answer)
            return RevocationStatus.Unknown("it is about another certificate");
        return answer.IsKnown
            ? Conclude(answer.Entry, answer.ThisUpdate, answer.NextUpdate, now)
            : RevocationStatus.Unknown("the responder does not know the certificate");
    }

    /// <summary>What is revoked stays revoked, so that counts in what is stale too; silence does not. A hold can be lifted.</summary>
    private static RevocationStatus Conclude(
        RevocationEntry? entry, DateTimeOffset thisUpdate, DateTimeOffset? next, DateTimeOffset now)
    {
        if (thisUpdate > now + MostAhead)
            return RevocationStatus.Unknown($"it is from the future, {thisUpdate.UtcDateTime:u}");

        var nextUpdate = next ?? thisUpdate + AnswerLife;
        if (now <= nextUpdate)
            return entry is null ? RevocationStatus.Good(nextUpdate) : RevocationStatus.Revoked(entry, nextUpdate);
        return entry is { Reason: not RevocationReason.CertificateHold }
            ? RevocationStatus.Revoked(entry, DateTimeOffset.MinValue)
            : RevocationStatus.Unknown($"it is stale: the next was due at {nextUpdate.UtcDateTime:u}");
    }
}
