using System.Security.Cryptography;
using CodeSign.Verification.Content;
using CodeSign.Verification.Messages;
using CodeSign.Verification.Signatures;

namespace CodeSign.Verification.PortableExecutable;

/// <summary>Verifies portable executables: .NET assemblies, programs and libraries of Windows.</summary>
internal sealed class PortableExecutableVerifier(SignatureEvaluator evaluator) : IFormatVerifier
{
    /// <summary>Real tables have a few dozen kilobytes.</summary>
    private const int MostTableBytes = 16 * 1024 * 1024;

    private readonly AuthenticodeVerifier _authenticode = new(evaluator);

    public string Name => "pe";

    public bool Recognises(ReadOnlySpan<byte> beginning) => beginning.StartsWith("MZ"u8);

    public async Task<FileVerification> VerifyAsync(
        Stream file, VerificationOptions options, FindingCollector findings, CancellationToken cancellationToken)
    {
        var length = file.Length;
        var layout = ExecutableLayoutReader.Read(file, length, findings);
        var signature = layout is { HasCertificateTable: true }
            ? ReadSignature(file, layout, findings)
            : null;

        var digests = signature?.Digests().ToList() ?? [];
        using var wholeFile = new HashSink(HashAlgorithmName.SHA256, new ByteRange(0, length));
        var covered = digests.ConvertAll(digest => new HashSink(digest.Name, layout!.CoveredRanges()));
        try
        {
            List<IByteSink> sinks = [wholeFile, .. covered];
            var checksum = layout is { Checksum: not 0, HasCertificateTable: true } ? new ChecksumSink(layout.ChecksumField) : null;
            if (checksum is not null)
                sinks.Add(checksum);
            await FileScanner.ScanAsync(file, length, sinks, cancellationToken);
            if (layout is { HasCertificateTable: true })
                CheckChecksum(layout, checksum?.Finish() ?? 0, options, findings);

            var values = new Dictionary<MessageDigest, byte[]>();
            for (var i = 0; i < digests.Count; i++)
                values.Add(digests[i], covered[i].Finish());
            return new FileVerification
            {
                Sha256 = wholeFile.Finish(),
                Signatures = signature is null ? [] : [_authenticode.Verify(signature, values, options)],
            };
        }
        finally
        {
            covered.ForEach(sink => sink.Dispose());
        }
    }

    private static AuthenticodeSignature? ReadSignature(Stream file, ExecutableLayout layout, FindingCollector findings)
    {
        var size = layout.CertificateTable.End - layout.CertificateTable.Start;
        if (size > MostTableBytes)
        {
            findings.Broken(FindingKind.MalformedFile, $"The certificate table has {size} bytes, more than {MostTableBytes}.");
            return null;
        }

        var table = FileScanner.Read(file, layout.CertificateTable);
        var message = CertificateTableReader.Read(table, findings);
        return message.IsEmpty ? null : AuthenticodeSignature.Read(message, findings.Apart("signature 1"));
    }

    /// <summary>
    /// Windows looks at the checksum of drivers only, compilers leave it zero, and no signature covers it. Whoever signs computes
    /// it, so in our own files a wrong one means that someone was at work.
    /// </summary>
    private static void CheckChecksum(ExecutableLayout layout, uint computed, VerificationOptions options, FindingCollector findings)
    {
        if (layout.Checksum == computed && computed != 0)
            return;

        findings.Add(
            FindingKind.WrongChecksum,
            options.ExpectedSigner is null ? FindingSeverity.Warning : FindingSeverity.Broken,
            layout.Checksum == 0
                ? "The checksum in the header is not set."
                : $"The checksum in the header is {layout.Checksum:X8}; the file's is {computed:X8}.");
    }
}
