using System.Security.Cryptography;
using System.Text;

namespace CodeSign.Keys.Files;

/// <summary>Finds the encapsulated parts of PEM text (RFC 7468). Decoded octets live only while they are looked at.</summary>
internal static class PemBlocks
{
    private const int MaxBlocks = 4096;

    /// <summary>Calls back for each part, with its label and its octets, which are zeroed afterwards.</summary>
    /// <exception cref="KeyFileException">A part is cut off or not base64.</exception>
    public static void Read(ReadOnlySpan<byte> text, Action<string, ReadOnlyMemory<byte>> read)
    {
        var blocks = 0;
        while (PemEncoding.TryFindUtf8(text, out var fields))
        {
            RefuseStrayBoundary(text[..fields.Location.Start.Value]);
            if (++blocks > MaxBlocks)
                throw KeyFileException.Damaged($"It holds more than {MaxBlocks} PEM parts.");

            using var data = Decode(text[fields.Base64Data], fields.DecodedDataLength);
            read(Encoding.ASCII.GetString(text[fields.Label]), data.Memory);
            text = text[fields.Location.End.Value..];
        }

        RefuseStrayBoundary(text);
    }

    /// <summary>The platform steps over what is not well-formed: a key that was cut off would seem not to be there.</summary>
    private static void RefuseStrayBoundary(ReadOnlySpan<byte> between)
    {
        if (between.IndexOf("-----BEGIN "u8) >= 0 || between.IndexOf("-----END "u8) >= 0)
            throw KeyFileException.Damaged("A PEM part in it is cut off or not base64.");
    }

    private static SecretBytes Decode(ReadOnlySpan<byte> base64, int length)
    {
        var data = new SecretBytes(length);
        var status = System.Buffers.Text.Base64.DecodeFromUtf8(base64, data.Span, out _, out var written);
        if (status == System.Buffers.OperationStatus.Done && written == length)
            return data;

        data.Dispose();
        throw KeyFileException.Damaged("A PEM part in it is not base64.");
    }
}
