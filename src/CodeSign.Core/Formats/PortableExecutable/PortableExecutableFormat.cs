using CodeSign.Cms;
using Microsoft.Win32.SafeHandles;

namespace CodeSign.Formats.PortableExecutable;

/// <summary>
/// Windows executables and .NET assemblies, PE32 and PE32+, which carry Authenticode signatures in their certificate table. The
/// digest is linear: every byte before the table counts, wherever headers and sections lie.
/// </summary>
public sealed class PortableExecutableFormat : ISignatureFormat
{
    /// <inheritdoc/>
    public string Name => "pe";

    /// <inheritdoc/>
    public bool MayBe(ReadOnlySpan<byte> beginning) => beginning.StartsWith("MZ"u8);

    /// <inheritdoc/>
    public bool Recognises(Stream file)
    {
        ArgumentNullException.ThrowIfNull(file);

        Span<byte> header = stackalloc byte[PortableExecutableLayout.DosHeaderSize];
        file.Position = 0;
        var read = file.ReadAtLeast(header, header.Length, throwOnEndOfStream: false);
        if (!PortableExecutableLayout.TryFindHeader(header[..read], out var offset) || offset > file.Length - 4)
            return false;

        file.Position = offset;
        file.ReadExactly(header[..4]);
        return header.StartsWith("PE\0\0"u8);
    }

    /// <inheritdoc/>
    /// <exception cref="IOException">The source can't be read, or the destination can't be written.</exception>
    public async Task<ISignable> StageAsync(StagingRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);

        using var source = StagingFile.OpenSource(request);
        var layout = PortableExecutableLayout.Read(source.SafeFileHandle, request.Source);
        var existing = ReadExistingSignature(source, layout, request);
        var destination = StagingFile.CreateDestination(request, source);
        try
        {
            return await StageAsync(request, source, destination, layout, existing, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            destination.Dispose();
            throw;
        }
    }

    private static async Task<ISignable> StageAsync(
        StagingRequest request, FileStream source, SafeFileHandle destination, PortableExecutableLayout layout,
        ReadOnlyMemory<byte> existing, CancellationToken cancellationToken)
    {
        using var fileDigest = new HashSink(request.Digest, layout.DigestedRanges);
        using var sourceDigest = new HashSink(DigestAlgorithm.Sha256, new FileRange(0, layout.FileLength));
        var checksum = new PortableExecutableChecksum(layout.DigestedRanges);
        var copy = new FileSink(destination, new FileRange(0, layout.Table.Start), request.WriteThrough);
        await StagingFile.ReadAsync(
            request, source, [fileDigest, sourceDigest, checksum, copy], cancellationToken).ConfigureAwait(false);

        fileDigest.Append(layout.DigestedPadding);
        var digest = fileDigest.Finish();
        return new StagedPortableExecutable(request, destination, layout, checksum, existing)
        {
            Content = AuthenticodeContent.Create(digest, request.Digest, request.Description, request.DescriptionUrl),
            ContentDigest = digest,
            SourceSha256 = sourceDigest.Finish(),
        };
    }

    /// <summary>The signature that ours is to be put into; empty where there is none or it is to be replaced.</summary>
    private static ReadOnlyMemory<byte> ReadExistingSignature(
        FileStream source, PortableExecutableLayout layout, StagingRequest request)
    {
        if (!layout.IsSigned)
            return default;

        var size = layout.Table.End - layout.Table.Start;
        if (size > CertificateTable.MaximumSize)
        {
            throw PortableExecutableDiagnostics.MalformedCertificateTable.Exception(
                $"The certificate table is {size} bytes long, more than the {CertificateTable.MaximumSize} that are looked into.",
                "Sign the file as it was built, before anything else changed it.", request.Source);
        }

        var table = new byte[size];
        StagingFile.ReadExactly(request, source, table, layout.Table.Start);
        var signature = CertificateTable.Parse(table, request.Source);
        return request.Existing switch
        {
            ExistingSignature.Append => signature,
            ExistingSignature.Replace => default,
            _ => throw PortableExecutableDiagnostics.AlreadySigned.Exception(
                "The file already carries a signature.",
                "Sign the file as it was built, or set CodeSignExisting to append (keep the signature and add yours) or replace.",
                request.Source),
        };
    }
}
