using CodeSign.Verification.Content;
using CodeSign.Verification.Messages;
using CodeSign.Verification.Signatures;

namespace CodeSign.Verification.NuGetPackage;

/// <summary>Verifies NuGet packages and symbol packages.</summary>
internal sealed class NuGetPackageVerifier(SignatureEvaluator evaluator) : IFormatVerifier
{
    /// <summary>Real signatures have some 10 to 30 kilobytes.</summary>
    private const int MostSignatureBytes = 4 * 1024 * 1024;

    private readonly PackageSignatureVerifier _signatures = new(evaluator);

    public const string FormatName = "nupkg";

    public string Name => FormatName;

    public bool Recognises(ReadOnlySpan<byte> beginning) => IsArchive(beginning);

    /// <summary>Whether a file that begins so is a zip archive.</summary>
    public static bool IsArchive(ReadOnlySpan<byte> beginning) =>
        beginning.StartsWith("PK\x03\x04"u8) || beginning.StartsWith("PK\x05\x06"u8);

    public async Task<FileVerification> VerifyAsync(
        Stream file, VerificationOptions options, FindingCollector findings, CancellationToken cancellationToken)
    {
        var length = file.Length;
        var layout = PackageLayoutReader.Read(file, length, findings);
        var (message, content, signatureFindings) = layout?.Signature is null
            ? ReadSignature.None
            : Extract(file, layout, findings);

        using var digests = new PackageDigests(layout?.ContentEnd ?? length, content?.Digest, options.PackageContentDigests);
        var entries = layout is null ? null : new LocalEntryRules(layout);
        await FileScanner.ScanAsync(
            file, length, entries is null ? digests.Sinks : [.. digests.Sinks, entries.Headers], cancellationToken);

        entries?.Check(findings);
        digests.Finish(layout?.UnsignedTail() ?? []);
        var result = new FileVerification
        {
            Sha256 = digests.File,
            PackageContent = digests.Content,
            Signatures = BrokenOrNone(options, signatureFindings),
        };
        return message is null || content is null
            ? result
            : result with { Signatures = [_signatures.Verify(message, content, digests.Signed.Span, options, signatureFindings!)] };
    }

    private static ReadSignature Extract(Stream file, PackageLayout layout, FindingCollector findings)
    {
        var entry = layout.Signature!;
        var size = SignatureEntryRules.EntrySize(entry);
        if (size > MostSignatureBytes)
        {
            findings.Broken(
                FindingKind.SignatureEntryMetadata,
                $"The package's signature has {size} bytes, more than {MostSignatureBytes}.");
            return ReadSignature.None;
        }

        var bytes = FileScanner.Read(file, ByteRange.OfLength(entry.LocalOffset, size));
        var encoded = SignatureEntryRules.Read(layout, bytes, findings);
        if (encoded.IsEmpty)
            return ReadSignature.None;

        var own = findings.Apart("signature 1");
        var message = SignatureEvaluator.Read(encoded, SignatureProfile.Package, own);
        if (message is null)
            return new ReadSignature(null, null, own);

        if (message.EncodedContent.Span[0] == 0x04 && PackageSignatureContent.TryRead(message.ContentOctets().Span, out var content))
            return new ReadSignature(message, content, own);

        own.Broken(FindingKind.MalformedSignature, "The signature's content is not the text that NuGet demands.");
        return new ReadSignature(null, null, own);
    }

    /// <summary>A signature that can't even be read is a broken one.</summary>
    private static IReadOnlyList<VerifiedSignature> BrokenOrNone(VerificationOptions options, FindingCollector? findings)
    {
        if (findings is null)
            return [];

        return
        [
            new VerifiedSignature
            {
                Kind = SignatureKind.PackageOther,
                Place = findings.Place,
                State = SignatureEvaluator.StateOf(findings, options),
                Findings = findings.Findings,
            },
        ];
    }

    /// <summary>A signature as it was read: nothing at all, only what is wrong with it, or a message and what it signs.</summary>
    private sealed record ReadSignature(SignedDataMessage? Message, PackageSignatureContent? Content, FindingCollector? Findings)
    {
        public static readonly ReadSignature None = new(null, null, null);
    }
}
