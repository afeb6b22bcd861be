using System.Formats.Asn1;
using CodeSign.Verification.Content;
using CodeSign.Verification.Messages;
using CodeSign.Verification.NuGetPackage;
using CodeSign.Verification.PortableExecutable;
using CodeSign.Verification.Timestamps;

namespace CodeSign.Verification.Inspection;

/// <summary>
/// Reads what stands in a file's signatures, whether they hold or not. What can't be read is left out: verification says why.
/// </summary>
public static class SignatureContentsReader
{
    private const int MostMessageBytes = 16 * 1024 * 1024;
    private const int MostMessages = 64;
    private const int MostDepth = 6;

    /// <summary>Reads a portable executable, a package, or a file that is a signature message itself (<c>.p7s</c>).</summary>
    /// <param name="file">The file, readable and seekable; its position afterwards is undefined.</param>
    /// <returns>The primary signature with all that is in it, or <see langword="null"/> where there is none that can be read.</returns>
    /// <exception cref="IOException">The file can't be read.</exception>
    public static SignatureContents? Read(Stream file)
    {
        ArgumentNullException.ThrowIfNull(file);
        var message = Extract(file);
        var left = MostMessages;
        return message.IsEmpty ? null : ReadMessage(message, "signature 1", depth: 1, ref left);
    }

    private static ReadOnlyMemory<byte> Extract(Stream file)
    {
        var length = file.Length;
        var beginning = FileScanner.Read(file, new ByteRange(0, Math.Min(length, 8))).AsSpan();
        var findings = new FindingCollector();
        if (beginning.StartsWith("MZ"u8))
        {
            return ExecutableLayoutReader.Read(file, length, findings) is { HasCertificateTable: true } layout
                && IsSmall(layout.CertificateTable)
                ? CertificateTableReader.Read(FileScanner.Read(file, layout.CertificateTable), findings)
                : default;
        }

        if (beginning.StartsWith("PK"u8))
        {
            if (PackageLayoutReader.Read(file, length, findings) is not { Signature: { } entry } package)
                return default;
            var range = ByteRange.OfLength(entry.LocalOffset, SignatureEntryRules.EntrySize(entry));
            return IsSmall(range) && range.End <= length
                ? SignatureEntryRules.Read(package, FileScanner.Read(file, range), findings)
                : default;
        }

        var all = new ByteRange(0, length);
        return beginning.Length > 0 && beginning[0] == 0x30 && IsSmall(all) ? FileScanner.Read(file, all) : default;
    }

    private static bool IsSmall(ByteRange range) => range.End - range.Start <= MostMessageBytes;

    private static SignatureContents? ReadMessage(ReadOnlyMemory<byte> encoded, string place, int depth, ref int left)
    {
        if (depth > MostDepth || --left < 0 || !SignedDataMessage.TryRead(encoded, out var message, out _))
            return null;
        var signers = new List<SignerContents>(message.Signers.Count);
        foreach (var signer in message.Signers)
            signers.Add(ReadSigner(signer, message.Certificates, place, depth, ref left));
        return new SignatureContents
        {
            Place = place,
            Version = message.Version,
            ContentType = message.ContentType,
            Timestamp = message.ContentType == MessageOids.TimestampInfo && !message.EncodedContent.IsEmpty ? ReadTimestamp(message) : null,
            Certificates = message.Certificates,
            Signers = signers,
            Length = encoded.Length,
        };
    }

    private static TimestampContents? ReadTimestamp(SignedDataMessage message) =>
        TimestampInfo.TryRead(message.ContentOctets(), out var info, out _)
            ? new TimestampContents(
                info.GenTime, info.Accuracy, info.Policy, Convert.ToHexString(info.SerialNumber.Span), info.ImprintAlgorithm.Oid,
                Convert.ToHexStringLower(info.Imprint.Span))
            : null;

    private static SignerContents ReadSigner(
        SignerMessage signer, IReadOnlyList<ReadOnlyMemory<byte>> certificates, string place, int depth, ref int left)
    {
        var unsigned = new List<AttributeContents>(signer.UnsignedAttributes.Count);
        foreach (var attribute in signer.UnsignedAttributes)
            unsigned.Add(ReadAttribute(signer, attribute, certificates, place, depth, ref left));
        var identity = new SignerIdentifier(signer);
        return new SignerContents
        {
            Version = signer.Version,
            Identifier = identity.ToString(),
            Certificate = identity.FindIn(certificates),
            DigestAlgorithm = signer.DigestAlgorithm.Oid,
            SignatureAlgorithm = signer.SignatureAlgorithm.Oid,
            SignatureLength = signer.Signature.Length,
            SignedAttributes = [.. signer.SignedAttributes.Select(attribute => Describe(signer, attribute))],
            UnsignedAttributes = unsigned,
        };
    }

    private static AttributeContents ReadAttribute(
        SignerMessage signer, MessageAttribute attribute, IReadOnlyList<ReadOnlyMemory<byte>> certificates, string place, int depth,
        ref int left)
    {
        if (attribute.Oid == MessageOids.CountersignatureAttribute)
            return ReadCountersigners(signer, attribute, certificates, place, depth, ref left);
        var kind = attribute.Oid switch
        {
            MessageOids.TimestampTokenAttribute or MessageOids.AuthenticodeTimestampAttribute => "timestamp",
            MessageOids.NestedSignatureAttribute => "nested signature",
            _ => null,
        };
        if (kind is null)
            return Describe(signer, attribute);
        var messages = new List<SignatureContents>(attribute.Values.Count);
        foreach (var value in attribute.Values)
            if (ReadMessage(value, $"{place}, {kind} {messages.Count + 1}", depth + 1, ref left) is { } message)
                messages.Add(message);
        return messages.Count == attribute.Values.Count
            ? Describe(signer, attribute) with { Values = [], Messages = messages }
            : Describe(signer, attribute) with { Messages = messages };
    }

    private static AttributeContents ReadCountersigners(
        SignerMessage signer, MessageAttribute attribute, IReadOnlyList<ReadOnlyMemory<byte>> certificates, string place, int depth,
        ref int left)
    {
        var countersigners = new List<SignerContents>(attribute.Values.Count);
        foreach (var value in attribute.Values)
        {
            if (depth >= MostDepth || --left < 0 || TryReadSigner(value) is not { } countersigner)
                return Describe(signer, attribute);
            var name = $"{place}, countersignature {countersigners.Count + 1}";
            countersigners.Add(ReadSigner(countersigner, certificates, name, depth + 1, ref left));
        }

        return Describe(signer, attribute) with { Values = [], Countersigners = countersigners };
    }

    private static SignerMessage? TryReadSigner(ReadOnlyMemory<byte> value)
    {
        try
        {
            return SignerMessage.Read(new AsnReader(value, AsnEncodingRules.DER));
        }
        catch (AsnContentException)
        {
            return null;
        }
    }

    private static AttributeContents Describe(SignerMessage signer, MessageAttribute attribute) => new()
    {
        Oid = attribute.Oid,
        Name = ObjectNames.Find(attribute.Oid),
        Values = [.. attribute.Values.Select(value => AttributeText.Of(signer, attribute.Oid, value))],
    };
}
