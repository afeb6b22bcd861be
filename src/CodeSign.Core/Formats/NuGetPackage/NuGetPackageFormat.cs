using CodeSign.Diagnostics;
using CodeSign.Formats.Zip;

namespace CodeSign.Formats.NuGetPackage;

/// <summary>
/// NuGet packages, symbol packages too: zip archives with a <c>.nuspec</c> in the root, which carry an author signature as their last
/// entry. Signing appends; no byte of another entry changes.
/// </summary>
public sealed class NuGetPackageFormat : ISignatureFormat
{
    private const int MaximumEntries = 0xFFFE;
    private readonly TimeProvider _time;

    /// <summary>Makes the format.</summary>
    /// <param name="time">The clock that signing times are read from; default: the system's.</param>
    public NuGetPackageFormat(TimeProvider? time = null)
    {
        _time = time ?? TimeProvider.System;
    }

    /// <inheritdoc/>
    public string Name => "nupkg";

    /// <inheritdoc/>
    public bool MayBe(ReadOnlySpan<byte> beginning) => beginning.StartsWith("PK\x03\x04"u8);

    /// <inheritdoc/>
    public bool Recognises(Stream file)
    {
        ArgumentNullException.ThrowIfNull(file);

        Span<byte> start = stackalloc byte[4];
        file.Position = 0;
        if (file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false) < start.Length || !start.SequenceEqual("PK\x03\x04"u8))
            return false;

        try
        {
            return ZipDirectory.Read(file).Entries.Any(IsManifest);
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException)
        {
            return false;
        }
    }

    /// <inheritdoc/>
    /// <exception cref="IOException">The source can't be read, or the destination can't be written.</exception>
    public async Task<ISignable> StageAsync(StagingRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);

        using var source = StagingFile.OpenSource(request);
        var package = ReadPackage(source, request);
        var destination = StagingFile.CreateDestination(request, source);
        var copy = new FileSink(destination, new FileRange(0, package.BodyEnd), request.WriteThrough);
        var hashes = new PackageHashes(package, source.Length, request, copy);
        try
        {
            await StagingFile.ReadAsync(request, source, hashes.Sinks, cancellationToken).ConfigureAwait(false);
            var (content, file, contentHash) = hashes.Finish();
            var signed = content[request.Digest];
            return new StagedNuGetPackage(request, destination, package, hashes)
            {
                Content = PackageSignatureContent.Create(signed, request.Digest, request.Signer.Certificate, _time.GetUtcNow()),
                ContentDigest = signed,
                SourceSha256 = file,
                PackageContent = contentHash,
            };
        }
        catch
        {
            await hashes.DisposeAsync();
            destination.Dispose();
            throw;
        }
    }

    /// <summary>Whether an entry is the manifest that makes a zip archive a package: <c>*.nuspec</c> in the root.</summary>
    private static bool IsManifest(ZipEntry entry) =>
        !entry.Path.Contains('/', StringComparison.Ordinal) && entry.Path.Length >= 7
        && entry.Path.EndsWith(".nuspec", StringComparison.OrdinalIgnoreCase);

    private static UnsignedPackage ReadPackage(FileStream source, StagingRequest request)
    {
        var directory = ReadDirectory(source, request);
        if (directory.Entries.Count >= MaximumEntries)
        {
            throw NuGetPackageDiagnostics.TooManyEntries.Exception(
                $"The package has {directory.Entries.Count} files; NuGet signs packages with fewer than {MaximumEntries} (NU3039).",
                "Split the package, or leave it unsigned (CodeSignPackages=false).", request.Source);
        }

        if (directory.IsZip64)
            throw StagedNuGetPackage.TooLarge(request.Source);

        var signatures = directory.Entries.Where(PackageSignatureEntry.Is).ToList();
        return signatures.Count switch
        {
            0 => new UnsignedPackage(directory.Start, directory.Central, directory.EndRecord),
            1 => WithoutSignature(source, directory, signatures[0], request),
            _ => throw MalformedSignature(request, $"There are {signatures.Count} of them."),
        };
    }

    private static ZipDirectory ReadDirectory(FileStream source, StagingRequest request)
    {
        try
        {
            return ZipDirectory.Read(source);
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException)
        {
            throw NuGetPackageDiagnostics.Malformed.Exception(
                $"The package is not a well-formed zip archive. {e.Message}",
                "Pack it again; if a tool changes the package after it is packed, check that tool.", request.Source, e);
        }
    }

    private static UnsignedPackage WithoutSignature(Stream file, ZipDirectory directory, ZipEntry signature, StagingRequest request)
    {
        switch (request.Existing)
        {
            case ExistingSignature.Refuse:
                throw NuGetPackageDiagnostics.AlreadySigned.Exception(
                    "The package already carries a signature (NU3001).",
                    "Sign the package as it was packed, or set CodeSignExisting to replace.", request.Source);
            case ExistingSignature.Append:
                throw NuGetPackageDiagnostics.CannotAppend.Exception(
                    "The package already carries a signature, and NuGet allows one author signature only.",
                    "Sign the package as it was packed, or set CodeSignExisting to replace.", request.Source);
        }

        try
        {
            PackageSignatureEntry.CheckRemovable(file, directory, signature);
        }
        catch (InvalidDataException e)
        {
            throw MalformedSignature(request, e.Message, e);
        }

        return UnsignedPackage.Without(directory, signature);
    }

    private static CodeSignException MalformedSignature(StagingRequest request, string cause, Exception? inner = null) =>
        NuGetPackageDiagnostics.MalformedSignatureEntry.Exception(
            $"The package's entry .signature.p7s is not as NuGet writes it (NU3005). {cause}",
            "Treat the package as tampered with, and pack it again.", request.Source, inner);
}
