using System.Security.Cryptography.X509Certificates;
using CodeSign.Cms;
using CodeSign.Keys;
using CodeSign.Verification;

namespace CodeSign.Timestamping;

/// <summary>
/// The timestamp authority of the development identity: it lives in memory, has no socket, and stamps the signatures of one
/// certificate only, so that a fresh machine signs without a network. Its tokens are formed like every other authority's and
/// validated like them, and say by their policy what they are worth.
/// </summary>
public sealed class EmbeddedTimestampAuthority : ITimestampAuthority
{
    /// <summary>
    /// The policy of the tokens: for development only, the time is that of the machine. The identifier is a UUID's (X.667), made for
    /// this purpose: 7fac59e3-185c-4e51-bfb4-2347abe18024.
    /// </summary>
    public const string Policy = "2.25.169706853651139153211265573148124348452";

    /// <summary>What the tokens name as their server.</summary>
    public const string ServerName = "dev:";

    private readonly SigningIdentity _authority;
    private readonly X509Certificate2 _served;
    private readonly TimestampTokenVerifier _verifier;
    private readonly TimeProvider _time;
    private readonly TrustStore _trust;

    /// <summary>Makes an authority.</summary>
    /// <param name="authority">The timestamping certificate of the development identity, its chain and key. Not disposed.</param>
    /// <param name="served">The certificate whose signatures are stamped: the development identity's.</param>
    /// <param name="verifier">Validates the tokens before they are given out.</param>
    /// <param name="time">The clock; the system's unless given.</param>
    /// <exception cref="ArgumentException">The authority is no development identity.</exception>
    public EmbeddedTimestampAuthority(
        SigningIdentity authority, X509Certificate2 served, TimestampTokenVerifier verifier, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(authority);
        ArgumentNullException.ThrowIfNull(served);
        ArgumentNullException.ThrowIfNull(verifier);
        if (authority.Kind != KeyKind.Development)
            throw new ArgumentException("Only the development identity has an embedded timestamp authority.", nameof(authority));

        _authority = authority;
        _served = served;
        _verifier = verifier;
        _time = time ?? TimeProvider.System;
        _trust = TrustStore.FromCertificates([authority.Chain[^1]]);
    }

    /// <inheritdoc/>
    public string Acceptance => $"{Policy}\n{_trust.Fingerprint}\n{ServerName}";

    /// <inheritdoc/>
    public TimestampToken? Accept(
        EarlierToken token, ReadOnlyMemory<byte> signature, DigestAlgorithm algorithm, X509Certificate2 signer)
    {
        ArgumentNullException.ThrowIfNull(token);
        return token.Server == ServerName
            ? _verifier.Verify(token.Encoded, signature, Requirements(algorithm, signer, now: null)).Token
            : null;
    }

    /// <inheritdoc/>
    public async ValueTask<TimestampToken> TimestampAsync(
        ReadOnlyMemory<byte> signature, DigestAlgorithm algorithm, X509Certificate2 signer, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(algorithm);
        ArgumentNullException.ThrowIfNull(signer);
        if (!signer.RawDataMemory.Span.SequenceEqual(_served.RawDataMemory.Span))
        {
            throw TimestampDiagnostics.EmbeddedAuthorityRefused.Exception(
                $"The development timestamp authority serves '{_served.Subject}' only, not '{signer.Subject}'.",
                "Name timestamp servers in CodeSignTimestampServers.");
        }

        var now = _time.GetUtcNow();
        var info = TimestampInfoWriter.Write(algorithm.Hash(signature.Span), algorithm, Policy, now);
        var content = new SignedContent
        {
            ContentType = Oids.TimestampInfo,
            EncodedContent = DerWriter.OctetString(info),
            ContentOctets = info,
            SignedAttributes = [SigningCertificateAttribute.Encode(_authority.Certificate, DigestAlgorithm.Sha256)],
            Digest = algorithm,
            Style = new SignedDataStyle(IncludeRoot: false, PreferSubjectKeyIdentifier: false, TimestampAttribute: "") { Version = 3 },
        };
        var token = await SignedDataBuilder.SignAsync(content, _authority, cancellationToken);
        return Validated(token.Encode(), signature, algorithm, signer, now);
    }

    private TimestampToken Validated(
        byte[] token, ReadOnlyMemory<byte> signature, DigestAlgorithm algorithm, X509Certificate2 signer, DateTimeOffset now)
    {
        var verification = _verifier.Verify(token, signature, Requirements(algorithm, signer, now));
        return verification.Token ?? throw TimestampDiagnostics.EmbeddedAuthorityRefused.Exception(
            $"The token that '{_authority.Certificate.Subject}' made can't be relied on: {verification.Failure}",
            "Check the clock of this machine. A damaged or expired development identity is made anew after its folder is deleted.");
    }

    private TimestampRequirements Requirements(DigestAlgorithm algorithm, X509Certificate2 signer, DateTimeOffset? now) => new()
    {
        Trust = _trust,
        Signer = signer,
        ImprintAlgorithm = algorithm,
        Policy = Policy,
        Now = now,
        Server = ServerName,
    };
}
