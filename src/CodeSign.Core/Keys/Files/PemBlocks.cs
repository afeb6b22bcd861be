using System.Buffers;
using System.Buffers.Text;
using System.Text;

namespace CodeSign.Keys.Files;

/// <summary>
/// Finds the encapsulated parts of PEM text (RFC 7468, section 2). Decoded octets live only while they are looked at.
/// </summary>
/// <remarks>
/// The platform's PemEncoding steps over what is not well-formed, so that a key that was cut off would seem not to be there; and it
/// is compiled anew in every process, which takes 8 ms.
/// </remarks>
internal static class PemBlocks
{
    private const int MaxBlocks = 4096;

    /// <summary>Calls back for each part, with its label and its octets, which are zeroed afterwards.</summary>
    /// <exception cref="KeyFileException">A part is cut off or not base64.</exception>
    public static void Read(ReadOnlySpan<byte> text, Action<string, ReadOnlyMemory<byte>> read)
    {
        var blocks = 0;
        while (TryCutBefore(ref text, "-----BEGIN "u8, out var between))
        {
            RefuseStrayEnd(between);
            if (++blocks > MaxBlocks)
                throw KeyFileException.Damaged($"It holds more than {MaxBlocks} PEM parts.");

            var label = CutLabel(ref text);
            using var data = Decode(CutBody(ref text, label));
            read(label, data.Memory);
        }

        RefuseStrayEnd(text);
    }

    private static string CutLabel(ref ReadOnlySpan<byte> text)
    {
        if (!TryCutBefore(ref text, "-----"u8, out var label) || label.ContainsAny((byte)'\r', (byte)'\n'))
            throw CutOff();

        return Encoding.ASCII.GetString(label);
    }

    private static ReadOnlySpan<byte> CutBody(ref ReadOnlySpan<byte> text, string label)
    {
        if (!TryCutBefore(ref text, "-----END "u8, out var body) || CutLabel(ref text) != label)
            throw CutOff();

        return body;
    }

    private static void RefuseStrayEnd(ReadOnlySpan<byte> between)
    {
        if (between.IndexOf("-----END "u8) >= 0)
            throw CutOff();
    }

    private static SecretBytes Decode(ReadOnlySpan<byte> base64)
    {
        // White space may stand anywhere between the characters.
        var data = new SecretBytes(Base64.GetMaxDecodedFromUtf8Length(base64.Length));
        if (Base64.DecodeFromUtf8(base64, data.Span, out _, out var written) == OperationStatus.Done)
        {
            data.Truncate(written);
            return data;
        }

        data.Dispose();
        throw KeyFileException.Damaged("A PEM part in it is not base64.");
    }

    /// <summary>Splits at a mark: before it, and what follows it.</summary>
    public static bool TryCutBefore(ref ReadOnlySpan<byte> text, ReadOnlySpan<byte> mark, out ReadOnlySpan<byte> before)
    {
        var index = text.IndexOf(mark);
        before = index < 0 ? default : text[..index];
        if (index < 0)
            return false;

        text = text[(index + mark.Length)..];
        return true;
    }

    private static KeyFileException CutOff() => KeyFileException.Damaged("A PEM part in it is cut off.");
}
