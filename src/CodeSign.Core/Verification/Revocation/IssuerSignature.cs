using System.Formats.Asn1;
using System.Security.Cryptography.X509Certificates;
using CodeSign.Verification.Messages;

namespace CodeSign.Verification.Revocation;

/// <summary>
/// The outer form of certificates, revocation lists and basic OCSP answers alike: something to be signed, an algorithm, a signature.
/// </summary>
internal sealed record IssuerSignature(ReadOnlyMemory<byte> Content, AlgorithmIdentifier Algorithm, ReadOnlyMemory<byte> Value)
{
    /// <summary>Reads the three; what follows in the sequence, if anything may, is left in it.</summary>
    /// <exception cref="AsnContentException">They are malformed.</exception>
    public static IssuerSignature Read(AsnReader sequence)
    {
        var content = sequence.ReadEncodedValue();
        var algorithm = AlgorithmIdentifier.Read(sequence);
        var value = sequence.ReadBitString(out var unused);
        return unused == 0 ? new IssuerSignature(content, algorithm, value) : throw new AsnContentException("The signature is no octets.");
    }

    /// <summary>Whether it is one of a certificate's key, made with a digest that is relied on.</summary>
    public bool IsBy(X509Certificate2 signer, SignatureValueVerifier verifier) =>
        SignatureValueVerifier.DigestOf(Algorithm) is { Strong: not null } digest
        && verifier.Verify(signer, Algorithm, digest.Hash(Content.Span), digest, Value.Span) == SignatureValueVerifier.Outcome.Valid;
}
