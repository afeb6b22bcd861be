using CodeSign.Verification.Messages;
using CodeSign.Verification.Signatures;

namespace CodeSign.Verification.PortableExecutable;

/// <summary>An Authenticode signature as it was read, before anything in it has been verified.</summary>
internal sealed record AuthenticodeSignature(
    FindingCollector Findings, SignedDataMessage? Message, IndirectData? Content, IReadOnlyList<AuthenticodeSignature> Nested)
{
    /// <summary>Windows nests one level deep, and files are signed twice or thrice; more is harmless as long as it ends.</summary>
    private const int MostDepth = 4;
    private const int MostSignatures = 16;

    /// <summary>Reads a signature and those nested in it.</summary>
    public static AuthenticodeSignature Read(ReadOnlyMemory<byte> encoded, FindingCollector findings)
    {
        var left = MostSignatures;
        return Read(encoded, findings, depth: 1, ref left);
    }

    private static AuthenticodeSignature Read(ReadOnlyMemory<byte> encoded, FindingCollector findings, int depth, ref int left)
    {
        var message = SignatureEvaluator.Read(encoded, SignatureProfile.Authenticode, findings);
        if (message is null)
            return new AuthenticodeSignature(findings, null, null, []);

        if (!IndirectData.TryRead(message.EncodedContent, out var content, out var reason))
            findings.Broken(FindingKind.MalformedSignature, $"The signature's content is malformed: {reason}");
        return new AuthenticodeSignature(findings, message, content, ReadNested(message, findings, depth, ref left));
    }

    /// <summary>The digests that are needed to verify this signature and those nested in it.</summary>
    public IEnumerable<MessageDigest> Digests()
    {
        var own = Content is null ? [] : new[] { Content.Digest };
        return own.Concat(Nested.SelectMany(nested => nested.Digests())).Distinct();
    }

    private static List<AuthenticodeSignature> ReadNested(
        SignedDataMessage message, FindingCollector findings, int depth, ref int left)
    {
        List<AuthenticodeSignature> nested = [];
        foreach (var attribute in message.Signers[0].UnsignedAttributes)
        {
            if (attribute.Oid != MessageOids.NestedSignatureAttribute)
                continue;

            foreach (var value in attribute.Values)
            {
                if (depth == MostDepth || --left <= 0)
                {
                    findings.Broken(
                        FindingKind.MalformedSignature,
                        $"There are more than {MostSignatures} signatures, or they are nested more than {MostDepth} deep.");
                    return nested;
                }

                nested.Add(Read(value, findings.Apart($"nested signature {nested.Count + 1}"), depth + 1, ref left));
            }
        }

        return nested;
    }
}
