using CodeSign.Timestamping;

namespace CodeSign.Cms;

/// <summary>
/// The certificates that travel in a timestamp token. They are no part of what the authority signed (RFC 5652, section 5.1), so
/// that the ones a verifier will need can be added: NuGet's own client does so, and finds the chain there when it verifies.
/// </summary>
internal static class TimestampTokenCertificates
{
    /// <summary>
    /// The token with every certificate of its chain, the root too. Everything else in it stays byte for byte. A token that is not
    /// DER stays as it is.
    /// </summary>
    public static byte[] Complete(TimestampToken token)
    {
        try
        {
            return Complete(token.Encoded, [.. token.Chain.Select(c => c.RawData)]);
        }
        catch (InvalidDataException)
        {
            return token.Encoded.ToArray();
        }
    }

    private static byte[] Complete(ReadOnlyMemory<byte> token, IReadOnlyList<byte[]> chain)
    {
        var contentInfo = DerElement.Read(token, DerWriter.Sequence).Children(atLeast: 2);
        var signedData = DerElement.Read(contentInfo[1].Content, DerWriter.Sequence).Children(atLeast: 4);

        // version, digestAlgorithms, encapContentInfo, and then certificates [0] where there are any.
        var hasCertificates = signedData[3].Tag == DerWriter.Context(0);
        List<byte[]> certificates = hasCertificates ? [.. signedData[3].Children().Select(c => c.ToArray())] : [];
        var missing = chain.Where(c => !certificates.Exists(other => other.AsSpan().SequenceEqual(c))).ToList();
        if (missing.Count == 0)
            return token.ToArray();

        foreach (var certificate in missing)
            DerWriter.Insert(certificates, certificate);

        var rest = signedData.Skip(hasCertificates ? 4 : 3).Select(e => e.ToArray());
        return DerWriter.Wrap(DerWriter.Sequence,
            contentInfo[0].ToArray(),
            DerWriter.Wrap(DerWriter.Context(0), DerWriter.Wrap(DerWriter.Sequence,
            [
                .. signedData.Take(3).Select(e => e.ToArray()),
                DerWriter.Wrap(DerWriter.Context(0), [.. certificates]),
                .. rest,
            ])));
    }
}
