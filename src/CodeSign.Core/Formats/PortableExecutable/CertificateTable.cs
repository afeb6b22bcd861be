using System.Buffers.Binary;
using CodeSign.Cms;
using CodeSign.Diagnostics;

namespace CodeSign.Formats.PortableExecutable;

/// <summary>The attribute certificate table of a PE file with one WIN_CERTIFICATE that holds PKCS #7 SignedData.</summary>
internal static class CertificateTable
{
    /// <summary>The largest existing table that is looked into. Real ones are some 10 to 40 KB.</summary>
    public const int MaximumSize = 16 << 20;

    private const int HeaderSize = 8;
    private const ushort Revision2 = 0x0200;
    private const ushort PkcsSignedData = 0x0002;

    /// <summary>Makes a table: the length in it counts the padding, as signing tools write it.</summary>
    public static byte[] Create(ReadOnlySpan<byte> signature)
    {
        var table = new byte[checked(HeaderSize + signature.Length + 7) & ~7];
        BinaryPrimitives.WriteInt32LittleEndian(table, table.Length);
        BinaryPrimitives.WriteUInt16LittleEndian(table.AsSpan(4), Revision2);
        BinaryPrimitives.WriteUInt16LittleEndian(table.AsSpan(6), PkcsSignedData);
        signature.CopyTo(table.AsSpan(HeaderSize));
        return table;
    }

    /// <summary>The signature in a table that holds exactly one, and nothing else but its zero padding.</summary>
    /// <exception cref="CodeSignException">The table is another one.</exception>
    public static ReadOnlyMemory<byte> Parse(ReadOnlyMemory<byte> table, string path)
    {
        if (table.Length < HeaderSize)
            throw Malformed(path, $"The certificate table is {table.Length} bytes long, too short for an entry.");

        var span = table.Span;
        var length = BinaryPrimitives.ReadUInt32LittleEndian(span);
        var revision = BinaryPrimitives.ReadUInt16LittleEndian(span[4..]);
        var type = BinaryPrimitives.ReadUInt16LittleEndian(span[6..]);
        if (length < HeaderSize || length > table.Length)
            throw Malformed(path, $"The certificate table is {table.Length} bytes long, and its entry claims {length}.");
        if (revision != Revision2 || type != PkcsSignedData)
            throw Unknown(path, $"The entry has revision 0x{revision:X4} and type 0x{type:X4}; Authenticode has 0x0200 and 0x0002.");

        var entryEnd = (int)((length + 7) & ~7L);
        if (entryEnd > table.Length)
            throw Malformed(path, $"The certificate table is {table.Length} bytes long, and its padded entry {entryEnd}.");
        if (entryEnd < table.Length)
            throw Unknown(path, $"{table.Length - entryEnd} bytes follow the first entry; a file has one entry, with all its signatures.");

        return Signature(table[HeaderSize..], path);
    }

    private static ReadOnlyMemory<byte> Signature(ReadOnlyMemory<byte> body, string path)
    {
        ReadOnlyMemory<byte> signature;
        try
        {
            signature = DerElement.Read(body, DerWriter.Sequence).Encoded;
        }
        catch (InvalidDataException e)
        {
            throw Unknown(path, "The entry does not hold a PKCS #7 signature in DER.", e);
        }

        var rest = body.Span[signature.Length..];
        if (rest.Length >= 8 || rest.ContainsAnyExcept((byte)0))
        {
            throw PortableExecutableDiagnostics.DataInCertificateTable.Exception(
                $"{rest.Length} bytes follow the signature in the certificate table, more than zero padding: no signature covers them.",
                "Treat the file as tampered with: find out what added them, and sign the file as it was built.", path);
        }

        return signature;
    }

    private static CodeSignException Malformed(string path, string cause) =>
        PortableExecutableDiagnostics.MalformedCertificateTable.Exception(
            cause, "Sign the file as it was built, before anything else changed it.", path);

    private static CodeSignException Unknown(string path, string cause, Exception? inner = null) =>
        PortableExecutableDiagnostics.UnknownCertificateEntry.Exception(
            cause, "Sign the file as it was built, before anything else signed it.", path, inner);
}
