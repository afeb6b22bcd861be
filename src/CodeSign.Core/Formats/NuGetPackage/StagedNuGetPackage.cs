using CodeSign.Cms;
using CodeSign.Diagnostics;
using Microsoft.Win32.SafeHandles;

namespace CodeSign.Formats.NuGetPackage;

/// <summary>The copy of a package's entries, waiting for the signature and the central directory.</summary>
internal sealed class StagedNuGetPackage(
    StagingRequest request, SafeFileHandle file, UnsignedPackage package, PackageHashes hashes) : ISignable
{
    /// <inheritdoc/>
    public required SignedContent Content { get; init; }

    /// <inheritdoc/>
    public required ReadOnlyMemory<byte> SourceSha256 { get; init; }

    /// <inheritdoc/>
    public required ReadOnlyMemory<byte> ContentDigest { get; init; }

    /// <inheritdoc/>
    public required Task<PackageContentHash>? PackageContent { get; init; }

    /// <inheritdoc/>
    public Task EmbedAsync(ReadOnlyMemory<byte> signature, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var end = SignedEnd(signature);
        RandomAccess.Write(file, end, package.BodyEnd);
        var length = package.BodyEnd;
        foreach (var part in end)
            length += part.Length;
        StagingFile.Complete(file, length);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        file.Dispose();
        return hashes.DisposeAsync();
    }

    private ReadOnlyMemory<byte>[] SignedEnd(ReadOnlyMemory<byte> signature)
    {
        try
        {
            return package.WithSignature(signature.Span);
        }
        catch (OverflowException e)
        {
            throw TooLarge(request.Source, e);
        }
    }

    internal static CodeSignException TooLarge(string path, Exception? inner = null) => NuGetPackageDiagnostics.Zip64.Exception(
        "The package is, or would be once signed, a zip64 archive: 4 GiB or larger, or with fields that say so. "
        + "NuGet signs none (NU3006).",
        "Split the package, or leave it unsigned (CodeSignPackages=false).", path, inner);
}
