using System.Formats.Asn1;

namespace CodeSign.Verification.Messages;

/// <summary>RSASSA-PSS-params (RFC 4055, section 3.1), with the same digest for message and mask, as everybody writes them.</summary>
internal sealed record PssParameters(MessageDigest Digest, int SaltLength)
{
    private const int DefaultSaltLength = 20;

    /// <summary>Reads the parameters, or gives <see langword="null"/> where they are malformed or unusual.</summary>
    public static PssParameters? TryRead(ReadOnlyMemory<byte> encoded)
    {
        try
        {
            return Read(new AsnReader(encoded, AsnEncodingRules.DER));
        }
        catch (AsnContentException)
        {
            return null;
        }
    }

    private static PssParameters? Read(AsnReader reader)
    {
        var sequence = reader.ReadSequence();
        reader.ThrowIfNotEmpty();
        var hash = ReadOptional(sequence, 0) is { } hashField ? ReadDigest(hashField) : MessageDigest.Sha1;
        var maskHash = ReadOptional(sequence, 1) is { } maskField ? ReadMaskDigest(maskField) : MessageDigest.Sha1;
        var saltLength = DefaultSaltLength;
        if (ReadOptional(sequence, 2) is { } saltField && !saltField.TryReadInt32(out saltLength))
            return null;
        if (ReadOptional(sequence, 3) is { } trailerField && (!trailerField.TryReadInt32(out var trailer) || trailer != 1))
            return null;

        sequence.ThrowIfNotEmpty();
        return hash is not null && hash == maskHash && saltLength >= 0 ? new PssParameters(hash, saltLength) : null;
    }

    private static AsnReader? ReadOptional(AsnReader sequence, int number)
    {
        var tag = new Asn1Tag(TagClass.ContextSpecific, number);
        return sequence.HasData && sequence.PeekTag().HasSameClassAndValue(tag) ? sequence.ReadSequence(tag) : null;
    }

    private static MessageDigest? ReadDigest(AsnReader reader)
    {
        var algorithm = AlgorithmIdentifier.Read(reader);
        return algorithm.HasNoParameters ? MessageDigest.FromOid(algorithm.Oid) : null;
    }

    private static MessageDigest? ReadMaskDigest(AsnReader reader)
    {
        var mask = AlgorithmIdentifier.Read(reader);
        return mask.Oid == MessageOids.Mgf1 ? ReadDigest(new AsnReader(mask.Parameters, AsnEncodingRules.DER)) : null;
    }
}
