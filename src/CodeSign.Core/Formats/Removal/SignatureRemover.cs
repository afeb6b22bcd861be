using System.Security.Cryptography;
using CodeSign.Formats.NuGetPackage;
using CodeSign.Formats.Zip;
using CodeSign.Signing;

namespace CodeSign.Formats.Removal;

/// <summary>
/// Takes signatures out of files, all of them: what is left is a valid unsigned file. Of a package that is always the very file that
/// was signed. A portable executable was aligned and got a checksum when it was signed, so there the recorded digest of the original
/// is needed to find it.
/// </summary>
public static class SignatureRemover
{
    /// <summary>Writes a file without its signatures. Its place holds the old content or the whole new one at every moment.</summary>
    /// <param name="source">Full path of the signed file.</param>
    /// <param name="destination">Full path of the unsigned one; may be the same.</param>
    /// <param name="originalSha256">SHA-256 of the file before it was signed, hexadecimal, lower case, where it is known.</param>
    /// <param name="cancellationToken">Ends the work, and leaves the destination as it was.</param>
    /// <exception cref="Diagnostics.CodeSignException">The file is malformed, or of no kind that carries a signature.</exception>
    /// <exception cref="IOException">The file can't be read.</exception>
    /// <exception cref="UnauthorizedAccessException">This user may not read the file.</exception>
    public static async Task<RemovedSignature> RemoveAsync(
        string source, string destination, string? originalSha256, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(source);
        var formats = new SignatureFormats();
        ISignatureFormat? format;
        await using (var file = SharedFile.OpenRead(source))
            format = formats.All.Find(file);
        if (format == formats.PortableExecutable)
            return await UnsignedExecutable.WriteAsync(source, destination, originalSha256, cancellationToken);
        if (format == formats.NuGetPackage)
            return await WritePackageAsync(source, destination, originalSha256, cancellationToken);
        throw RemovalDiagnostics.CannotRemove.Exception(
            "The file is of no kind that carries a signature inside.", "A signature beside it (.p7s) is deleted with its file.", source);
    }

    private static async Task<RemovedSignature> WritePackageAsync(
        string source, string destination, string? originalSha256, CancellationToken cancellationToken)
    {
        await using var file = SharedFile.OpenRead(source);
        var package = ReadPackage(file, source);
        if (package is null)
            return new RemovedSignature(WasSigned: false, FileDigest.Sha256(source, cancellationToken), IsOriginal: null);

        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await AtomicFile.WriteAsync(destination, async (output, token) =>
        {
            var buffer = new byte[128 * 1024];
            file.Position = 0;
            for (var left = package.BodyEnd; left > 0;)
            {
                var size = (int)Math.Min(buffer.Length, left);
                await file.ReadExactlyAsync(buffer.AsMemory(0, size), token);
                await WriteAsync(output, hash, buffer.AsMemory(0, size), token);
                left -= size;
            }

            await WriteAsync(output, hash, package.Central, token);
            await WriteAsync(output, hash, package.EndRecord, token);
        }, cancellationToken);
        var sha256 = Convert.ToHexStringLower(hash.GetHashAndReset());
        return new RemovedSignature(WasSigned: true, sha256, originalSha256 is null ? null : sha256 == originalSha256);
    }

    private static UnsignedPackage? ReadPackage(Stream file, string path)
    {
        try
        {
            var directory = ZipDirectory.Read(file);
            var signatures = directory.Entries.Where(PackageSignatureEntry.Is).ToList();
            if (signatures.Count == 0)
                return null;
            if (signatures.Count > 1)
                throw new InvalidDataException("It has more than one signature.");
            PackageSignatureEntry.CheckRemovable(file, directory, signatures[0]);
            return UnsignedPackage.Without(directory, signatures[0]);
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException)
        {
            throw RemovalDiagnostics.CannotRemove.Exception(
                $"The package's signature is not as NuGet writes it. {e.Message}",
                "Treat the package as tampered with, and pack it again.", path, e);
        }
    }

    private static async ValueTask WriteAsync(Stream output, IncrementalHash hash, ReadOnlyMemory<byte> bytes,
        CancellationToken cancellationToken)
    {
        hash.AppendData(bytes.Span);
        await output.WriteAsync(bytes, cancellationToken);
    }
}
