using CodeSign.Cms;
using CodeSign.Diagnostics;

namespace CodeSign.Formats.PortableExecutable;

/// <summary>
/// Further Authenticode signatures of one file: each is a whole ContentInfo in the attribute SPC_NESTED_SIGNATURE, an unsigned
/// attribute of the first signature's only signer, which so stays valid.
/// </summary>
internal static class NestedSignature
{
    private static readonly byte UnsignedAttributesTag = DerWriter.Context(1);

    /// <summary>
    /// Puts a signature into another. The primary one keeps every byte of all it had, nested signatures and timestamp included; only
    /// lengths around them change.
    /// </summary>
    /// <exception cref="CodeSignException">The primary signature is not SignedData with one signer.</exception>
    public static byte[] Append(ReadOnlyMemory<byte> primary, ReadOnlyMemory<byte> addition, string path)
    {
        try
        {
            return Append(primary, addition);
        }
        catch (InvalidDataException e)
        {
            throw PortableExecutableDiagnostics.CannotAppend.Exception(
                "The signature that the file has is not one that another can be put into.",
                "Replace it (CodeSignExisting=replace), or sign the file as it was built.", path, e);
        }
    }

    private static byte[] Append(ReadOnlyMemory<byte> primary, ReadOnlyMemory<byte> addition)
    {
        var contentInfo = DerElement.Read(primary, DerWriter.Sequence).Children(atLeast: 2);
        var explicitContent = contentInfo[1].Children(atLeast: 1);
        var signedData = explicitContent[0].Children(atLeast: 4);
        var signerInfos = signedData[^1];
        var signers = signerInfos.Children(atLeast: 1);
        if (contentInfo.Count != 2 || explicitContent.Count != 1 || signerInfos.Tag != DerWriter.Set || signers.Count != 1)
            throw new InvalidDataException("The signature is not SignedData with one signer.");

        var signer = DerWriter.Wrap(DerWriter.Sequence, WithNested(signers[0], addition));
        return DerWriter.Wrap(DerWriter.Sequence,
            contentInfo[0].ToArray(),
            DerWriter.Wrap(contentInfo[1].Tag, DerWriter.Wrap(DerWriter.Sequence,
            [
                .. signedData.SkipLast(1).Select(e => e.ToArray()),
                DerWriter.Wrap(DerWriter.Set, signer),
            ])));
    }

    private static byte[][] WithNested(DerElement signerInfo, ReadOnlyMemory<byte> addition)
    {
        var fields = signerInfo.Children(atLeast: 5);
        var hasAttributes = fields[^1].Tag == UnsignedAttributesTag;
        var attributes = hasAttributes ? fields[^1].Children() : [];

        var type = DerWriter.Oid(Oids.SpcNestedSignature);
        bool IsNested(DerElement attribute) => attribute.Children(atLeast: 2)[0].Encoded.Span.SequenceEqual(type);
        List<byte[]> nested = [.. attributes.Where(IsNested).SelectMany(a => a.Children()[1].Children()).Select(v => v.ToArray())];
        DerWriter.Insert(nested, addition.ToArray());

        List<byte[]> kept = [.. attributes.Where(a => !IsNested(a)).Select(a => a.ToArray())];
        DerWriter.Insert(kept, DerWriter.Wrap(DerWriter.Sequence, type, DerWriter.Wrap(DerWriter.Set, [.. nested])));
        return
        [
            .. fields.SkipLast(hasAttributes ? 1 : 0).Select(f => f.ToArray()),
            DerWriter.Wrap(UnsignedAttributesTag, [.. kept]),
        ];
    }
}
