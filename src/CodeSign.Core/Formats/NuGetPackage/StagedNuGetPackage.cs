using CodeSign.Cms;
using CodeSign.Diagnostics;
using Microsoft.Win32.SafeHandles;

namespace CodeSign.Formats.NuGetPackage;

/// <summary>The copy of a package's entries, waiting for the signature and the central directory.</summary>
public sealed class StagedNuGetPackage : ISignable
{
    private readonly SafeFileHandle _file;
    private readonly UnsignedPackage _package;
    private readonly string _source;

    internal StagedNuGetPackage(SafeFileHandle file, UnsignedPackage package, string source)
    {
        _file = file;
        _package = package;
        _source = source;
    }

    /// <inheritdoc/>
    public required SignedContent Content { get; init; }

    /// <inheritdoc/>
    public required ReadOnlyMemory<byte> SourceSha256 { get; init; }

    /// <inheritdoc/>
    public required ReadOnlyMemory<byte> ContentDigest { get; init; }

    /// <summary>SHA-256 of the package without any signature: what stays the same when a repository countersigns it.</summary>
    public required ReadOnlyMemory<byte> ContentSha256 { get; init; }

    /// <summary>SHA-512 of the package without any signature: NuGet's content hash, as lock files have it in Base64.</summary>
    public required ReadOnlyMemory<byte> ContentSha512 { get; init; }

    /// <inheritdoc/>
    public Task EmbedAsync(ReadOnlyMemory<byte> signature, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var end = SignedEnd(signature);
        RandomAccess.Write(_file, end, _package.BodyEnd);
        StagingFile.Complete(_file, _package.BodyEnd + end.Sum(part => (long)part.Length));
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _file.Dispose();
        return ValueTask.CompletedTask;
    }

    private ReadOnlyMemory<byte>[] SignedEnd(ReadOnlyMemory<byte> signature)
    {
        try
        {
            return _package.WithSignature(signature.Span);
        }
        catch (OverflowException e)
        {
            throw TooLarge(_source, e);
        }
    }

    internal static CodeSignException TooLarge(string source, Exception? inner = null) => NuGetPackageDiagnostics.Zip64.Exception(
        "The package is, or would be once signed, a zip64 archive: 4 GiB or larger, or with fields that say so. "
        + "NuGet signs none (NU3006).",
        "Split the package, or leave it unsigned (CodeSignPackages=false).", source, inner);
}
