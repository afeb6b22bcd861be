using System.Buffers.Binary;
using System.Formats.Asn1;

namespace CodeSign.Verification.PortableExecutable;

/// <summary>
/// Reads the attribute certificate table. It is covered by no digest, so it must hold one signature and nothing else, to the last
/// bit: what the platform's own verification lets pass there is how signed programs were made to carry someone else's code.
/// </summary>
internal static class CertificateTableReader
{
    private const int HeaderSize = 8;
    private const int Alignment = 8;
    private const ushort Revision2 = 0x0200;
    private const ushort PkcsSignedData = 0x0002;

    /// <summary>Gives the one signature message, or reports what is wrong and gives nothing.</summary>
    public static ReadOnlyMemory<byte> Read(ReadOnlyMemory<byte> table, FindingCollector findings)
    {
        var span = table.Span;
        if (span.Length < HeaderSize)
            return Fail(findings, FindingKind.MalformedFile, $"The certificate table has {span.Length} bytes, too few for an entry.");

        var length = BinaryPrimitives.ReadUInt32LittleEndian(span);
        var revision = BinaryPrimitives.ReadUInt16LittleEndian(span[4..]);
        var type = BinaryPrimitives.ReadUInt16LittleEndian(span[6..]);
        if (length <= HeaderSize || length > span.Length)
        {
            return Fail(
                findings, FindingKind.MalformedFile, $"The certificate table's entry is said to have {length} bytes of {span.Length}.");
        }

        if (revision != Revision2 || type != PkcsSignedData)
        {
            return Fail(
                findings,
                FindingKind.MalformedFile,
                $"The certificate table's entry has revision {revision:X4} and type {type:X4}, not 0200 and 0002.");
        }

        // Writers are free to count the padding in the entry's length or not.
        if (span.Length - length >= Alignment)
        {
            return Fail(
                findings, FindingKind.HiddenData, $"The certificate table holds {span.Length - length} bytes beside the one signature.");
        }

        return Message(table[HeaderSize..], findings);
    }

    private static ReadOnlyMemory<byte> Message(ReadOnlyMemory<byte> entry, FindingCollector findings)
    {
        if (!AsnDecoder.TryReadEncodedValue(entry.Span, AsnEncodingRules.DER, out _, out _, out _, out var size))
            return Fail(findings, FindingKind.MalformedSignature, "The signature message is malformed or truncated.");

        var rest = entry.Span[size..];
        if (rest.Length >= Alignment)
            return Fail(
                findings,
                FindingKind.HiddenData,
                $"{rest.Length} bytes stand behind the signature message, where nothing covers them.");
        if (rest.ContainsAnyExcept((byte)0))
            return Fail(findings, FindingKind.PaddingNotZero, "The padding behind the signature message is not zero.");

        return entry[..size];
    }

    private static ReadOnlyMemory<byte> Fail(FindingCollector findings, FindingKind kind, string explanation)
    {
        findings.Broken(kind, explanation);
        return default;
    }
}
