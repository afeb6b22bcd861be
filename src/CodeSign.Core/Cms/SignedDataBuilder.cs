using System.Security.Cryptography.X509Certificates;
using CodeSign.Keys;

namespace CodeSign.Cms;

/// <summary>
/// Makes SignedData (RFC 5652, section 5; PKCS #7 where the content is no OCTET STRING) with exactly one signer: signed attributes
/// contentType, messageDigest and those that the format adds, one digest algorithm throughout with NULL parameters, and the
/// signature algorithm rsaEncryption or ecdsa-with-SHA2.
/// </summary>
public static class SignedDataBuilder
{
    /// <summary>
    /// Uses the private key, once. The result can then be timestamped, again and again where that fails, and encoded.
    /// </summary>
    /// <param name="content">What is signed, and how the SignedData is to look.</param>
    /// <param name="signer">Who signs.</param>
    /// <param name="cancellationToken">Ends the wait for the key.</param>
    /// <exception cref="Diagnostics.CodeSignException">The key refused, or can't be reached.</exception>
    public static async ValueTask<UnstampedSignature> SignAsync(
        SignedContent content, SigningIdentity signer, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(content);
        ArgumentNullException.ThrowIfNull(signer);

        var attributes = SignedAttributes(content);
        var digest = content.Digest.Hash(attributes);
        var value = await signer.Key.SignDigestAsync(digest, content.Digest, cancellationToken).ConfigureAwait(false);
        return new UnstampedSignature(content, signer, attributes, value);
    }

    /// <summary>
    /// Takes up a signature that was made earlier, instead of using the private key. Nothing of the earlier message is believed: it
    /// must be over this content, with the attributes that would be signed now but for the signing time, by this signer's key. All
    /// that is not signed is made anew.
    /// </summary>
    /// <param name="content">What is to be signed.</param>
    /// <param name="signer">Who is to sign.</param>
    /// <param name="encoded">The earlier SignedData, with a timestamp token or without.</param>
    /// <exception cref="InvalidDataException">It is no signature over this content by this signer.</exception>
    internal static RestoredSignature Restore(SignedContent content, SigningIdentity signer, ReadOnlyMemory<byte> encoded)
    {
        var parts = SignatureParts.Read(encoded, content.Style.TimestampAttribute);
        var wanted = SignatureParts.Attributes(SignedAttributes(content), except: Oids.SigningTime);
        var found = SignatureParts.Attributes(parts.SignedAttributes, except: Oids.SigningTime);
        if (!wanted.SequenceEqual(found, MemoryComparer.Instance))
            throw new InvalidDataException("It signs something else.");
        if (!SignatureParts.IsSignedBy(signer.Certificate, content.Digest, parts))
            throw new InvalidDataException("Its signature value is not one of the signer's key.");
        return new RestoredSignature(
            new UnstampedSignature(content, signer, parts.SignedAttributes.ToArray(), parts.Value.ToArray()), parts.Token);
    }

    /// <summary>The AlgorithmIdentifier of a digest: parameters NULL, as Authenticode has them.</summary>
    internal static byte[] DigestIdentifier(DigestAlgorithm digest) => DerWriter.AlgorithmWithNull(digest.Oid);

    /// <summary>The AlgorithmIdentifier of a signature (RFC 3370, section 3.2; RFC 5758, section 3.2).</summary>
    internal static byte[] SignatureIdentifier(KeyAlgorithm key, DigestAlgorithm digest) => key switch
    {
        KeyAlgorithm.Rsa => DerWriter.AlgorithmWithNull(Oids.Rsa),
        KeyAlgorithm.Ecdsa => DerWriter.Algorithm(EcdsaIdentifier(digest)),
        _ => throw new ArgumentOutOfRangeException(nameof(key), key, "Not a key algorithm that SignedData can name."),
    };

    /// <summary>
    /// The certificates that go with a signature: the chain, its root only where the style asks for it or the root itself signed.
    /// </summary>
    internal static IEnumerable<X509Certificate2> Certificates(IReadOnlyList<X509Certificate2> chain, SignedDataStyle style)
    {
        for (var i = 0; i < chain.Count; i++)
        {
            var isRoot = i == chain.Count - 1 && IsSelfIssued(chain[i]);
            if (i == 0 || style.IncludeRoot || !isRoot)
                yield return chain[i];
        }
    }

    /// <summary>The signed attributes as they are digested: a SET OF with its own tag, in DER order.</summary>
    private static byte[] SignedAttributes(SignedContent content)
    {
        var messageDigest = content.DetachedDigest?.ToArray() ?? content.Digest.Hash(content.ContentOctets.Span);
        return DerWriter.SetOf(DerWriter.Set,
        [
            DerWriter.Attribute(Oids.ContentType, DerWriter.Oid(content.ContentType)),
            DerWriter.Attribute(Oids.MessageDigest, DerWriter.OctetString(messageDigest)),
            .. content.SignedAttributes,
        ]);
    }

    private static bool IsSelfIssued(X509Certificate2 certificate) =>
        certificate.SubjectName.RawData.AsSpan().SequenceEqual(certificate.IssuerName.RawData);

    private static string EcdsaIdentifier(DigestAlgorithm digest) => digest.Size switch
    {
        32 => Oids.EcdsaWithSha256,
        48 => Oids.EcdsaWithSha384,
        _ => Oids.EcdsaWithSha512,
    };
}
