using System.Diagnostics.CodeAnalysis;
using System.Formats.Asn1;
using CodeSign.Verification.Messages;

namespace CodeSign.Verification.PortableExecutable;

/// <summary>SpcIndirectDataContent (Windows Authenticode Portable Executable Signature Format): the digest that is signed.</summary>
internal sealed record IndirectData(MessageDigest Digest, ReadOnlyMemory<byte> Value)
{
    public static bool TryRead(
        ReadOnlyMemory<byte> encoded, [NotNullWhen(true)] out IndirectData? data, [NotNullWhen(false)] out string? reason)
    {
        try
        {
            (data, reason) = Read(new AsnReader(encoded, AsnEncodingRules.DER));
            return data is not null;
        }
        catch (AsnContentException e)
        {
            data = null;
            reason = e.Message;
            return false;
        }
    }

    private static (IndirectData? Data, string Reason) Read(AsnReader reader)
    {
        var sequence = reader.ReadSequence();
        reader.ThrowIfNotEmpty();
        var typeAndValue = sequence.ReadSequence();
        var type = typeAndValue.ReadObjectIdentifier();
        if (type != MessageOids.SpcPeImageData)
            return (null, $"It is the signature of another kind of file ({type}).");

        var digestInfo = sequence.ReadSequence();
        sequence.ThrowIfNotEmpty();
        var algorithm = AlgorithmIdentifier.Read(digestInfo);
        var value = digestInfo.ReadOctetString();
        digestInfo.ThrowIfNotEmpty();
        if (MessageDigest.FromOid(algorithm.Oid) is not { } digest || !algorithm.HasNoParameters)
            return (null, $"The file's digest is made with {algorithm.Oid}, which is no known digest.");

        return digest.Size == value.Length
            ? (new IndirectData(digest, value), "")
            : (null, $"The file's digest has {value.Length} bytes, which is not the size of {digest}.");
    }
}
