using System.Buffers.Binary;
using CodeSign.Formats.Zip;

namespace CodeSign.Formats.NuGetPackage;

/// <summary>
/// A package without a signature, as NuGet sees it when it verifies: the body, and the central directory and end record without
/// anything about the signature. These bytes are what is signed.
/// </summary>
/// <param name="BodyEnd">Where the entries of the package end in the source file.</param>
/// <param name="Central">The central directory.</param>
/// <param name="EndRecord">The end of central directory record, with its comment.</param>
internal sealed record UnsignedPackage(long BodyEnd, ReadOnlyMemory<byte> Central, ReadOnlyMemory<byte> EndRecord)
{
    /// <summary>Cuts the signature out of what is known of a package.</summary>
    public static UnsignedPackage Without(ZipDirectory directory, ZipEntry signature)
    {
        var (before, after) = (directory.Central[..signature.Header.Start.Value], directory.Central[signature.Header.End.Value..]);
        var central = (byte[])[.. before.Span, .. after.Span];
        return new UnsignedPackage(
            signature.LocalOffset, central, Adjust(directory.EndRecord.Span, -1, central.Length, signature.LocalOffset));
    }

    /// <summary>What stands behind the body once a signature is in: its entry, the central directory with it, the end record.</summary>
    /// <exception cref="OverflowException">The package would need zip64.</exception>
    public ReadOnlyMemory<byte>[] WithSignature(ReadOnlySpan<byte> signature)
    {
        var local = PackageSignatureEntry.Local(signature);
        var header = PackageSignatureEntry.Central(signature, checked((uint)BodyEnd));
        var centralStart = BodyEnd + local.Length;
        if (centralStart >= uint.MaxValue)
            throw new OverflowException();
        return [local, Central, header, Adjust(EndRecord.Span, +1, Central.Length + header.Length, centralStart)];
    }

    private static byte[] Adjust(ReadOnlySpan<byte> endRecord, int entries, int centralSize, long centralStart)
    {
        var adjusted = endRecord.ToArray();
        var count = (ushort)(BinaryPrimitives.ReadUInt16LittleEndian(endRecord[10..]) + entries);
        BinaryPrimitives.WriteUInt16LittleEndian(adjusted.AsSpan(8), count);
        BinaryPrimitives.WriteUInt16LittleEndian(adjusted.AsSpan(10), count);
        BinaryPrimitives.WriteInt32LittleEndian(adjusted.AsSpan(12), centralSize);
        BinaryPrimitives.WriteUInt32LittleEndian(adjusted.AsSpan(16), checked((uint)centralStart));
        return adjusted;
    }
}
