using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using CodeSign.Timestamping;
using CodeSign.Verification.Messages;
using CodeSign.Verification.Timestamps;
using CodeSign.Verification.Trust;

namespace CodeSign.Verification;

/// <summary>
/// Verifies RFC 3161 timestamp tokens over signature values, whoever sent them. It has no state but the chains it has seen, and is
/// safe for use by several threads at once.
/// </summary>
/// <param name="chains">Validates the authority's chain.</param>
public sealed class TimestampTokenVerifier(CertificateChainVerifier chains)
{
    /// <summary>No honest token comes near to this size.</summary>
    private const int MostBytes = 256 * 1024;

    /// <summary>What a token that gives no accuracy counts as (one second, as NuGet has it).</summary>
    private static readonly TimeSpan DefaultAccuracy = TimeSpan.FromSeconds(1);

    /// <summary>Verifies a token. Never throws for what is in it.</summary>
    /// <param name="token">The token: a ContentInfo with a SignedData, as in a reply's timeStampToken.</param>
    /// <param name="signature">The signature octets that it should be about.</param>
    /// <param name="requirements">What it is held against.</param>
    public TimestampVerification Verify(
        ReadOnlyMemory<byte> token, ReadOnlyMemory<byte> signature, TimestampRequirements requirements)
    {
        ArgumentNullException.ThrowIfNull(requirements);
        return Verify(token, signature, requirements, new FindingCollector());
    }

    internal TimestampVerification Verify(
        ReadOnlyMemory<byte> token, ReadOnlyMemory<byte> signature, TimestampRequirements requirements, FindingCollector findings)
    {
        if (CheckIntegrity(token, signature, findings) is not { } intact)
            return new TimestampVerification(null, findings.Findings);

        CheckAnswer(intact.Info, requirements, findings);
        var path = chains.Verify(
            intact.Certificate, intact.Bag, new ChainRequirements(requirements.Trust, ChainRequirements.Timestamping, intact.Info.GenTime));
        findings.AddAll(path.Findings);
        CheckUsage(intact.Certificate, requirements.Origin, findings);
        CheckUncovered(intact, path, requirements.Origin, findings);
        var verified = findings.Worst >= FindingSeverity.Weakness ? null : ToToken(token, intact.Info, path.Certificates, requirements);
        return new TimestampVerification(verified, findings.Findings);
    }

    /// <summary>Whether a token is intact and about a signature, whoever made it.</summary>
    internal IntactTimestamp? CheckIntegrity(
        ReadOnlyMemory<byte> token, ReadOnlyMemory<byte> signature, FindingCollector findings)
    {
        if (Read(token, findings) is not var (message, info))
            return null;

        CheckImprint(info, signature.Span, findings);
        if (CertificateBag.Read(message, chains.Certificates, findings) is not { } bag)
            return null;

        var signer = message.Signers[0];
        DigestAlgorithmsRule.Check(message, findings);
        var certificate = chains.Signers.Verify(signer, message.ContentOctets().Span, MessageOids.TimestampInfo, bag, findings);
        if (certificate is null)
            return null;

        CheckBinding(signer, certificate, findings);
        return new IntactTimestamp(message, info, certificate, bag);
    }

    private static (SignedDataMessage Message, TimestampInfo Info)? Read(ReadOnlyMemory<byte> token, FindingCollector findings)
    {
        if (token.Length > MostBytes)
        {
            findings.Broken(FindingKind.MalformedTimestamp, $"The timestamp token has {token.Length} bytes, more than {MostBytes}.");
            return null;
        }

        if (!SignedDataMessage.TryRead(token, out var message, out var reason))
        {
            findings.Broken(FindingKind.MalformedTimestamp, $"The timestamp token is malformed: {reason}");
            return null;
        }

        if (message.ContentType != MessageOids.TimestampInfo || message.EncodedContent is not { IsEmpty: false, Span: [0x04, ..] })
        {
            findings.Broken(FindingKind.MalformedTimestamp, $"The timestamp token holds no TSTInfo but {message.ContentType}.");
            return null;
        }

        if (message is not { Version: 3, Signers.Count: 1 })
        {
            findings.Broken(
                FindingKind.MalformedTimestamp,
                $"The timestamp token has version {message.Version} and {message.Signers.Count} signers, not version 3 and one.");
            return null;
        }

        if (!TimestampInfo.TryRead(message.ContentOctets(), out var info, out reason))
        {
            findings.Broken(FindingKind.MalformedTimestamp, $"The timestamp token's TSTInfo is malformed: {reason}");
            return null;
        }

        return (message, info);
    }

    private static void CheckImprint(TimestampInfo info, ReadOnlySpan<byte> signature, FindingCollector findings)
    {
        var digest = MessageDigest.FromOid(info.ImprintAlgorithm.Oid);
        if (digest is null || !info.ImprintAlgorithm.HasNoParameters)
        {
            findings.Broken(
                FindingKind.UnsupportedAlgorithm,
                $"The timestamp's imprint is made with {info.ImprintAlgorithm.Oid}, which is no known digest.");
            return;
        }

        if (!CryptographicOperations.FixedTimeEquals(digest.Hash(signature), info.Imprint.Span))
            findings.Broken(FindingKind.ForeignTimestamp, "The timestamp is about another signature: its message imprint differs.");
        else if (digest.Strong is null)
            findings.Weak(FindingKind.WeakDigest, $"The timestamp's imprint is made with {digest}.");
    }

    /// <summary>Holds the token against the request (RFC 3161, section 2.4.2) and the clock.</summary>
    private static void CheckAnswer(TimestampInfo info, TimestampRequirements requirements, FindingCollector findings)
    {
        if (requirements.ImprintAlgorithm is { } asked && asked.Oid != info.ImprintAlgorithm.Oid)
        {
            findings.Broken(
                FindingKind.UnrequestedTimestamp,
                $"The timestamp's imprint algorithm is {info.ImprintAlgorithm.Oid}, not {asked} as asked for.");
        }

        if (requirements.Nonce is { } nonce && (info.Nonce is not { } got || !got.Span.SequenceEqual(nonce.Span)))
        {
            var what = info.Nonce is null ? "carries no nonce" : "carries another nonce than the request";
            findings.Broken(FindingKind.UnrequestedTimestamp, $"The timestamp {what}: it may be the replay of an old reply.");
        }

        if (requirements.Policy is { } policy && policy != info.Policy)
        {
            findings.Broken(
                FindingKind.UnrequestedTimestamp, $"The timestamp was made under policy {info.Policy}, not {policy} as asked for.");
        }

        if (requirements.Now is { } now)
            CheckClock(info, now, requirements.MaximumClockDifference, findings);
        if (requirements.Signer is { } signer)
            CheckSignerValidity(info, signer, findings);
    }

    private static void CheckClock(TimestampInfo info, DateTimeOffset now, TimeSpan window, FindingCollector findings)
    {
        // A token may be as inexact as it likes to say: that must not open the window any wider.
        var accuracy = Accuracy(info) < window ? Accuracy(info) : window;
        var difference = (info.GenTime - now).Duration();
        if (difference <= window + accuracy)
            return;

        findings.Untrusted(
            FindingKind.ImplausibleTime,
            string.Create(
                CultureInfo.InvariantCulture,
                $"The timestamp says {info.GenTime.UtcDateTime:u} where the local clock says {now.UtcDateTime:u}: " +
                $"{difference.TotalSeconds:F0} seconds apart, more than {window.TotalSeconds:F0}."));
    }

    private static void CheckSignerValidity(TimestampInfo info, X509Certificate2 signer, FindingCollector findings)
    {
        var time = info.GenTime.UtcDateTime;
        var accuracy = Accuracy(info);
        var notBefore = signer.NotBefore.ToUniversalTime();
        var notAfter = signer.NotAfter.ToUniversalTime();
        if (time - notBefore >= accuracy && notAfter - time >= accuracy)
            return;

        findings.Untrusted(
            FindingKind.ImplausibleTime,
            string.Create(
                CultureInfo.InvariantCulture,
                $"The timestamp's time {time:u}, exact to {accuracy.TotalSeconds} s, is outside of the validity of the signer's " +
                $"certificate, {notBefore:u} to {notAfter:u}."));
    }

    private static void CheckBinding(SignerMessage signer, X509Certificate2 certificate, FindingCollector findings)
    {
        var bindings = new[] { (MessageOids.SigningCertificateAttribute, 1), (MessageOids.SigningCertificateV2Attribute, 2) };
        var found = false;
        foreach (var (oid, version) in bindings)
        {
            if (!signer.Signed(oid).Any())
                continue;

            found = true;
            if (signer.SingleSignedValue(oid) is not { } value
                || SigningCertificateAttribute.TryRead(value, version) is not { } attribute
                || !attribute.Identifies(certificate))
            {
                findings.Broken(
                    FindingKind.SignerCertificateMismatch,
                    $"The timestamp's signing-certificate attribute does not identify '{certificate.Subject}', which signed it.");
            }
        }

        if (!found)
        {
            findings.Broken(
                FindingKind.SignedAttribute, "The timestamp has no signing-certificate attribute (ESSCertID), which RFC 3161 demands.");
        }
    }

    private static void CheckUsage(X509Certificate2 certificate, TimestampOrigin origin, FindingCollector findings)
    {
        if (LeafRules.IsOnlyForTimestamping(certificate))
            return;

        var severity = origin == TimestampOrigin.Requested ? FindingSeverity.Untrusted : FindingSeverity.Information;
        findings.Add(
            FindingKind.WrongCertificateUsage,
            severity,
            $"The extended key usage of '{certificate.Subject}' is not timestamping alone in a critical extension, as RFC 3161 demands.");
    }

    /// <summary>What nothing covers is no harm in the tokens of others, and is not there in those that we ask for.</summary>
    private static void CheckUncovered(
        IntactTimestamp token, CertificatePath path, TimestampOrigin origin, FindingCollector findings)
    {
        var message = token.Message;
        CertificateBag.NoteUnrelated(token.Bag, path.Certificates, findings);
        var severity = origin == TimestampOrigin.Requested ? FindingSeverity.Warning : FindingSeverity.Information;
        if (message.OtherSize > 0)
            findings.Add(
                FindingKind.UncoveredData,
                severity,
                $"The timestamp carries {message.OtherSize} bytes of revocation lists or attribute certificates.");
        foreach (var attribute in message.Signers[0].UnsignedAttributes)
            findings.Add(
                FindingKind.UncoveredData,
                severity,
                $"The timestamp carries an unsigned attribute {attribute.Oid} of {attribute.Size} bytes.");
    }

    private static TimestampToken ToToken(
        ReadOnlyMemory<byte> token, TimestampInfo info, IReadOnlyList<X509Certificate2> chain, TimestampRequirements requirements) => new()
        {
            Encoded = token.ToArray(),
            GenTime = info.GenTime,
            Accuracy = Accuracy(info),
            SerialNumber = Convert.ToHexString(info.SerialNumber.Span),
            Policy = info.Policy,
            Chain = chain,
            Server = requirements.Server,
        };

    private static TimeSpan Accuracy(TimestampInfo info) => info.Accuracy ?? DefaultAccuracy;
}
