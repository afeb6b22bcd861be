using System.Security.Cryptography.X509Certificates;
using CodeSign.Timestamping;
using CodeSign.Verification.Messages;
using CodeSign.Verification.Trust;

namespace CodeSign.Verification.Signatures;

/// <summary>
/// What is alike for the signatures of all formats: the CMS, the signer, its timestamps, its chain at the time that counts. The
/// formats add what the content must be.
/// </summary>
internal sealed class SignatureEvaluator(CertificateChainVerifier chains)
{
    /// <summary>Nobody stamps a signature more often.</summary>
    private const int MostTimestamps = 8;

    /// <summary>How far a timestamp may be ahead of the clock before one of the two must be wrong.</summary>
    private static readonly TimeSpan MostAhead = TimeSpan.FromHours(1);

    private readonly TimestampTokenVerifier _timestamps = new(chains);

    /// <summary>Reads a message and checks its form against a format's profile; reports and gives nothing where it is broken.</summary>
    public static SignedDataMessage? Read(ReadOnlyMemory<byte> encoded, SignatureProfile profile, FindingCollector findings)
    {
        if (!SignedDataMessage.TryRead(encoded, out var message, out var reason))
        {
            findings.Broken(FindingKind.MalformedSignature, $"The signature message is malformed: {reason}");
            return null;
        }

        if (message.ContentType != profile.ContentType || message.EncodedContent.IsEmpty != profile.IsDetached)
        {
            findings.Broken(
                FindingKind.MalformedSignature,
                $"The signature is about {Describe(message)} of type {message.ContentType}, not {profile.ContentType}.");
            return null;
        }

        if (message.Version != profile.Version || message.Signers.Count != 1)
        {
            findings.Broken(
                FindingKind.MalformedSignature,
                $"The signature message has version {message.Version} and {message.Signers.Count} signers, not version " +
                $"{profile.Version} and one.");
            return null;
        }

        return message;
    }

    /// <summary>Evaluates a message's signer.</summary>
    /// <returns>The signer, or <see langword="null"/> where its signature does not hold.</returns>
    public SignerEvaluation? Evaluate(
        SignedDataMessage message, SignatureProfile profile, VerificationOptions options, FindingCollector findings) =>
        Evaluate(message, profile, options, findings, (signer, bag) =>
            chains.Signers.Verify(signer, message.ContentOctets().Span, profile.ContentType, bag, findings));

    /// <summary>Evaluates the signer of a message whose content stands elsewhere.</summary>
    /// <param name="message">The message.</param>
    /// <param name="contentDigest">The content's digest, by the signer's algorithm.</param>
    /// <param name="profile">What the format demands.</param>
    /// <param name="options">What it is held against.</param>
    /// <param name="findings">Takes what is found.</param>
    /// <returns>The signer, or <see langword="null"/> where its signature does not hold.</returns>
    public SignerEvaluation? EvaluateDetached(
        SignedDataMessage message,
        ReadOnlyMemory<byte> contentDigest,
        SignatureProfile profile,
        VerificationOptions options,
        FindingCollector findings) =>
        Evaluate(message, profile, options, findings, (signer, bag) =>
            chains.Signers.VerifyDigest(signer, contentDigest.Span, profile.ContentType, bag, findings));

    /// <summary>The certificate that a message names as its signer's, whether the signature holds or not.</summary>
    public X509Certificate2? FindSigner(SignedDataMessage message) =>
        CertificateBag.Read(message, chains.Certificates, new FindingCollector()) is { } bag
            ? SignerVerifier.FindCertificate(message.Signers[0], bag)
            : null;

    private SignerEvaluation? Evaluate(
        SignedDataMessage message,
        SignatureProfile profile,
        VerificationOptions options,
        FindingCollector findings,
        Func<SignerMessage, IReadOnlyList<X509Certificate2>, X509Certificate2?> verify)
    {
        if (CertificateBag.Read(message, chains.Certificates, findings) is not { } bag)
            return null;

        DigestAlgorithmsRule.Check(message, findings);
        var signer = message.Signers[0];
        var certificate = verify(signer, bag);
        if (certificate is null)
            return null;

        var isOwn = IsOwn(certificate, options);
        UncoveredRules.Check(message, profile, isOwn, findings);
        var evaluation = Evaluate(signer, certificate, bag, profile, options, findings);

        // The certificates of countersigners stand among the signer's.
        var isAlone = !signer.UnsignedAttributes.Any(attribute => attribute.Oid == MessageOids.CountersignatureAttribute);
        if (options.Scope == VerificationScope.Trust && isAlone)
            CertificateBag.NoteUnrelated(bag, evaluation.Chain, findings);
        return evaluation;
    }

    /// <summary>Evaluates a signature over another signature (RFC 5652, section 11.4).</summary>
    public SignerEvaluation? EvaluateCountersignature(
        SignerMessage countersigner,
        SignerEvaluation primary,
        SignatureProfile profile,
        VerificationOptions options,
        FindingCollector findings)
    {
        var certificate = VerifyCountersigner(countersigner, primary, findings);
        return certificate is null ? null : Evaluate(countersigner, certificate, primary.Bag, profile, options, findings);
    }

    /// <summary>Whether a signature over another one holds; gives its certificate where it does.</summary>
    public X509Certificate2? VerifyCountersigner(SignerMessage countersigner, SignerEvaluation primary, FindingCollector findings) =>
        chains.Signers.Verify(countersigner, primary.Signer.Signature.Span, null, primary.Bag, findings);

    /// <summary>What a signature's findings make of it.</summary>
    public static SignatureState StateOf(FindingCollector findings, VerificationOptions options) => findings.Worst switch
    {
        FindingSeverity.Broken => SignatureState.Broken,
        _ when findings.Findings.Any(finding => finding.Severity == FindingSeverity.Weakness) => SignatureState.Weak,
        FindingSeverity.Untrusted => SignatureState.Untrusted,
        _ => options.Scope == VerificationScope.Integrity ? SignatureState.Untrusted : SignatureState.Trusted,
    };

    /// <summary>Validates a signer's chain at the time that counts.</summary>
    /// <param name="certificate">The signer's certificate.</param>
    /// <param name="bag">The certificates that came along.</param>
    /// <param name="timestamp">The timestamp that counts, if there is one.</param>
    /// <param name="options">What it is held against.</param>
    /// <param name="findings">Takes what is found.</param>
    public CertificatePath VerifyPath(
        X509Certificate2 certificate,
        IReadOnlyList<X509Certificate2> bag,
        TimestampToken? timestamp,
        VerificationOptions options,
        FindingCollector findings)
    {
        var now = options.Clock.GetUtcNow();
        var time = timestamp?.GenTime ?? now;
        var path = chains.Verify(certificate, bag, new ChainRequirements(options.SignerTrust, ChainRequirements.CodeSigning, time));
        findings.AddAll(path.Findings);

        var isOver = now.UtcDateTime > certificate.NotAfter.ToUniversalTime();
        if (timestamp is not null && isOver && LeafRules.HasUsage(certificate, MessageOids.LifetimeSigningUsage))
        {
            findings.Untrusted(
                FindingKind.CertificateOutOfDate,
                "The signer's certificate has expired, and being one for lifetime signing, its signatures end with it in spite " +
                "of a timestamp.");
        }

        if (timestamp is null && isOver)
            findings.Untrusted(
                FindingKind.NoTimestamp,
                "No timestamp that can be relied on shows that it was signed before the certificate expired.");
        if (options.RequireTimestamp && timestamp is null)
            findings.Untrusted(FindingKind.NoTimestamp, "The signature has no timestamp that can be relied on.");
        return path;
    }

    private SignerEvaluation Evaluate(
        SignerMessage signer,
        X509Certificate2 certificate,
        IReadOnlyList<X509Certificate2> bag,
        SignatureProfile profile,
        VerificationOptions options,
        FindingCollector findings)
    {
        if (options.Scope == VerificationScope.Integrity)
        {
            foreach (var (token, place) in Tokens(signer, profile, findings))
                _timestamps.CheckIntegrity(token, signer.Signature, findings.At(place));
            return new SignerEvaluation(signer, certificate, bag, [], []);
        }

        var timestamps = VerifyTimestamps(signer, certificate, profile, options, findings);
        var timestamp = timestamps.Count > 0 ? timestamps[0] : null;
        var path = VerifyPath(certificate, bag, timestamp, options, findings);
        if (IsOwn(certificate, options))
            UncoveredRules.CheckOwnCertificates(bag, path, findings);
        return new SignerEvaluation(signer, certificate, bag, path.Certificates, timestamps);
    }

    /// <summary>Verifies all tokens. Any that is broken breaks the signature; the good ones are given, the earliest first.</summary>
    private List<TimestampToken> VerifyTimestamps(
        SignerMessage signer,
        X509Certificate2 certificate,
        SignatureProfile profile,
        VerificationOptions options,
        FindingCollector findings)
    {
        var requirements = new TimestampRequirements
        {
            Trust = options.TimestampTrust,
            Origin = IsOwn(certificate, options) ? TimestampOrigin.Requested : TimestampOrigin.Foreign,
            Signer = certificate,
        };
        List<TimestampToken> reliable = [];
        foreach (var (token, place) in Tokens(signer, profile, findings))
        {
            var apart = findings.Apart(place);
            var verified = _timestamps.Verify(token, signer.Signature, requirements, apart).Token;
            findings.At(place).AddAll(apart.Findings, mostUnlessBroken: FindingSeverity.Warning);
            if (verified is not null && verified.GenTime - options.Clock.GetUtcNow() > MostAhead)
            {
                findings.At(place).Warn(
                    FindingKind.ImplausibleTime,
                    $"The timestamp's time, {verified.GenTime.UtcDateTime:u}, is in the future; it is not relied on.");
                continue;
            }

            if (verified is not null)
                reliable.Add(verified);
        }

        if (reliable.Count > 1)
            reliable.Sort((one, other) => one.GenTime.CompareTo(other.GenTime));
        return reliable;
    }

    private static IEnumerable<(ReadOnlyMemory<byte> Token, string Place)> Tokens(
        SignerMessage signer, SignatureProfile profile, FindingCollector findings)
    {
        var number = 0;
        foreach (var attribute in signer.UnsignedAttributes)
        {
            if (attribute.Oid != profile.TimestampAttribute)
                continue;

            foreach (var value in attribute.Values)
            {
                if (++number > MostTimestamps)
                {
                    findings.Broken(FindingKind.MalformedSignature, $"The signature has more than {MostTimestamps} timestamps.");
                    yield break;
                }

                yield return (value, $"timestamp {number}");
            }
        }
    }

    private static string Describe(SignedDataMessage message) => message.EncodedContent.IsEmpty ? "detached content" : "content inside";

    private static bool IsOwn(X509Certificate2 certificate, VerificationOptions options) =>
        options.ExpectedSigner is { } expected && expected.RawDataMemory.Span.SequenceEqual(certificate.RawDataMemory.Span);
}
