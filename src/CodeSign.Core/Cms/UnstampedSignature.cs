using System.Security.Cryptography.X509Certificates;
using CodeSign.Keys;
using CodeSign.Timestamping;

namespace CodeSign.Cms;

/// <summary>
/// A signature that has been made: the private key's work is done. It can be timestamped, and that retried, without signing
/// again, and encoded with a timestamp token or without one. Immutable.
/// </summary>
public sealed class UnstampedSignature
{
    private readonly SignedContent _content;
    private readonly SigningIdentity _signer;
    private readonly byte[] _signedAttributes;
    private readonly byte[] _value;

    internal UnstampedSignature(SignedContent content, SigningIdentity signer, byte[] signedAttributes, byte[] value)
    {
        _content = content;
        _signer = signer;
        _signedAttributes = signedAttributes;
        _value = value;
    }

    /// <summary>The SignerInfo's signature octets: what a timestamp is about.</summary>
    public ReadOnlyMemory<byte> Value => _value;

    /// <summary>The digest algorithm of the signature, and so of the timestamp's imprint.</summary>
    public DigestAlgorithm Digest => _content.Digest;

    /// <summary>Asks an authority for a token over this signature. May be called again after it has failed.</summary>
    /// <exception cref="Diagnostics.CodeSignException">No server gave a valid token within the time allowed.</exception>
    public ValueTask<TimestampToken> TimestampAsync(ITimestampAuthority authority, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(authority);
        return authority.TimestampAsync(_value, Digest, _signer.Certificate, cancellationToken);
    }

    /// <summary>Encodes the SignedData in its ContentInfo (RFC 5652, sections 3 and 5.1), DER.</summary>
    /// <param name="token">The timestamp token to put into it, or <see langword="null"/> for a signature without one.</param>
    public byte[] Encode(TimestampToken? token = null)
    {
        var identifier = SubjectKeyIdentifier();
        var version = Version(identifier is null ? 1 : 3);
        var dataVersion = _content.Style.Version is { } given ? Version(given) : version;
        var digest = SignedDataBuilder.DigestIdentifier(Digest);
        var encapsulated = DerWriter.Wrap(DerWriter.Sequence,
            DerWriter.Oid(_content.ContentType),
            _content.EncodedContent.IsEmpty ? [] : DerWriter.Wrap(DerWriter.Context(0), _content.EncodedContent.ToArray()));
        var certificates = DerWriter.SetOf(DerWriter.Context(0),
            SignedDataBuilder.Certificates(_signer.Chain, _content.Style).Select(c => c.RawData));
        var signerInfo = SignerInfo(version, identifier ?? IssuerAndSerialNumber(), digest, token);

        var signedData = DerWriter.Wrap(DerWriter.Sequence,
            dataVersion, DerWriter.Wrap(DerWriter.Set, digest), encapsulated, certificates, DerWriter.Wrap(DerWriter.Set, signerInfo));
        return DerWriter.Wrap(DerWriter.Sequence, DerWriter.Oid(Oids.SignedData), DerWriter.Wrap(DerWriter.Context(0), signedData));
    }

    private byte[] SignerInfo(byte[] version, byte[] signerIdentifier, byte[] digest, TimestampToken? token)
    {
        var attributes = (byte[])_signedAttributes.Clone();
        attributes[0] = DerWriter.Context(0);
        var unsigned = token is null
            ? []
            : DerWriter.Wrap(DerWriter.Context(1), DerWriter.Attribute(_content.Style.TimestampAttribute, Embeddable(token)));
        return DerWriter.Wrap(DerWriter.Sequence,
            version,
            signerIdentifier,
            digest,
            attributes,
            SignedDataBuilder.SignatureIdentifier(_signer.Key.Algorithm, Digest),
            DerWriter.OctetString(_value),
            unsigned);
    }

    private static byte[] Version(int number) => DerWriter.Integer([checked((byte)number)]);

    private byte[] Embeddable(TimestampToken token) =>
        _content.Style.IncludeRoot ? TimestampTokenCertificates.Complete(token) : token.Encoded.ToArray();

    private byte[]? SubjectKeyIdentifier()
    {
        if (!_content.Style.PreferSubjectKeyIdentifier)
            return null;

        var extension = _signer.Certificate.Extensions.OfType<X509SubjectKeyIdentifierExtension>().FirstOrDefault();
        return extension is null ? null : DerWriter.Wrap(DerWriter.Primitive(0), extension.SubjectKeyIdentifierBytes.ToArray());
    }

    private byte[] IssuerAndSerialNumber() => DerWriter.Wrap(DerWriter.Sequence,
        _signer.Certificate.IssuerName.RawData,
        DerWriter.Integer(_signer.Certificate.SerialNumberBytes.ToArray()));
}
