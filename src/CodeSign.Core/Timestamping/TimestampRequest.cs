using System.Security.Cryptography;
using CodeSign.Cms;
using Org.BouncyCastle.Asn1;
using Org.BouncyCastle.Asn1.Tsp;
using Org.BouncyCastle.Asn1.X509;
using Org.BouncyCastle.Math;

namespace CodeSign.Timestamping;

/// <summary>A request for a timestamp (RFC 3161, section 2.4.1), with a nonce of its own.</summary>
internal sealed class TimestampRequest
{
    private const int NonceSize = 16;

    private TimestampRequest(byte[] encoded, byte[] nonce)
    {
        Encoded = encoded;
        Nonce = nonce;
    }

    /// <summary>The TimeStampReq, DER.</summary>
    public byte[] Encoded { get; }

    /// <summary>The nonce, as the octets of its INTEGER: 126 random bits, positive, without a leading zero.</summary>
    public ReadOnlyMemory<byte> Nonce { get; }

    /// <summary>Makes a request that asks for the authority's certificates too.</summary>
    /// <param name="imprint">The digest of what is to be stamped.</param>
    /// <param name="algorithm">What it was made with.</param>
    /// <param name="policy">The policy to ask for, if any.</param>
    public static TimestampRequest Create(byte[] imprint, DigestAlgorithm algorithm, string? policy)
    {
        var nonce = RandomNumberGenerator.GetBytes(NonceSize);
        nonce[0] = (byte)((nonce[0] & 0x7F) | 0x40);
        var fields = new Asn1EncodableVector(DerInteger.ValueOf(1), Imprint(imprint, algorithm));
        if (policy is not null)
            fields.Add(new DerObjectIdentifier(policy));
        fields.Add(new DerInteger(new BigInteger(nonce)), DerBoolean.True);
        return new TimestampRequest(new DerSequence(fields).GetEncoded(Asn1Encodable.Der), nonce);
    }

    /// <summary>The messageImprint of requests and tokens: the digest, and the algorithm with NULL parameters.</summary>
    internal static MessageImprint Imprint(byte[] digest, DigestAlgorithm algorithm) =>
        new(new AlgorithmIdentifier(new DerObjectIdentifier(algorithm.Oid), DerNull.Instance), digest);
}
