using System.Buffers.Binary;
using System.Formats.Asn1;
using System.Reflection.PortableExecutable;
using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;

namespace CodeSign.Build.Tests;

/// <summary>What stands in the Authenticode signature of a file, read without the product's code.</summary>
/// <param name="Signer">The signer's certificate.</param>
/// <param name="Digest">The object identifier of the signer's digest algorithm.</param>
/// <param name="HasTimestamp">Whether there is an RFC 3161 token.</param>
/// <param name="HasNested">Whether there is a second signature inside.</param>
public sealed record Authenticode(X509Certificate2 Signer, string Digest, bool HasTimestamp, bool HasNested)
{
    private const string Token = "1.3.6.1.4.1.311.3.3.1";
    private const string Nested = "1.3.6.1.4.1.311.2.4.1";
    private const int ChecksumOffset = 64;

    /// <summary>Reads a file's signature, or gives <see langword="null"/> where it has none.</summary>
    public static Authenticode? Read(string path) => Read(File.ReadAllBytes(path));

    /// <summary>Reads a file's signature, or gives <see langword="null"/> where it has none.</summary>
    public static Authenticode? Read(byte[] file)
    {
        using var reader = new PEReader(new MemoryStream(file));
        var table = reader.PEHeaders.PEHeader!.CertificateTableDirectory;
        if (table.Size == 0)
            return null;

        // WIN_CERTIFICATE: length, revision, type, and the SignedData, padded with zeros.
        var entry = file.AsSpan(table.RelativeVirtualAddress, BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan(table.RelativeVirtualAddress)))[8..];
        AsnDecoder.ReadEncodedValue(entry, AsnEncodingRules.BER, out _, out _, out var length);
        var signed = new SignedCms();
        signed.Decode(entry[..length]);
        var signer = signed.SignerInfos[0];
        var attributes = signer.UnsignedAttributes.Cast<CryptographicAttributeObject>().Select(a => a.Oid.Value).ToList();
        return new(signer.Certificate!, signer.DigestAlgorithm.Value!, attributes.Contains(Token), attributes.Contains(Nested));
    }

    /// <summary>
    /// SHA-256, hexadecimal, of what a signature covers: the file without its certificate table, with zeros for its checksum and for the
    /// place of the table. It is the same signed and unsigned.
    /// </summary>
    public static string ContentDigest(byte[] file)
    {
        using var reader = new PEReader(new MemoryStream(file));
        var headers = reader.PEHeaders;
        var (table, isWide) = (headers.PEHeader!.CertificateTableDirectory, headers.PEHeader.Magic == PEMagic.PE32Plus);
        // Signing pads the file to eight bytes.
        var content = new byte[((table.Size == 0 ? file.Length : table.RelativeVirtualAddress) + 7) & ~7];
        file.AsSpan(0, Math.Min(file.Length, content.Length)).CopyTo(content);
        content.AsSpan(headers.PEHeaderStartOffset + ChecksumOffset, sizeof(int)).Clear();
        content.AsSpan(headers.PEHeaderStartOffset + (isWide ? 144 : 128), 2 * sizeof(int)).Clear();
        return Convert.ToHexStringLower(SHA256.HashData(content));
    }

    /// <summary>Whether this is a PE file, by content.</summary>
    public static bool IsPortableExecutable(ReadOnlySpan<byte> file) =>
        file.Length > 0x40 && file[..2].SequenceEqual("MZ"u8)
        && BinaryPrimitives.ReadInt32LittleEndian(file[0x3C..]) is var header && header > 0 && header < file.Length - 4
        && file.Slice(header, 4).SequenceEqual("PE\0\0"u8);
}
