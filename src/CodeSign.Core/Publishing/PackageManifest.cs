using System.IO.Compression;
using CodeSign.Diagnostics;
using CodeSign.Manifests;
using CodeSign.Signing;

namespace CodeSign.Publishing;

/// <summary>
/// Where a package's manifest is looked for: beside it, called after the package's id and version, whatever its file is called.
/// </summary>
public static class PackageManifest
{
    /// <summary>Finds the manifest of a package.</summary>
    /// <param name="package">Full path of the package.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>
    /// Full path of the manifest; <see langword="null"/> where there is none. A symbols package goes along with another one, and has
    /// no manifest of its own.
    /// </returns>
    /// <exception cref="CodeSignException">The file is no package that can be read.</exception>
    public static async Task<string?> FindAsync(string package, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(package);
        if (SymbolsPackage.IsNamed(package))
            return null;
        try
        {
            await using var file = SharedFile.OpenRead(package);
            await using var archive = await ZipArchive.CreateAsync(
                file, ZipArchiveMode.Read, leaveOpen: true, entryNameEncoding: null, cancellationToken);
            var place = PlaceOf(package, await NuspecReader.ReadAsync(archive, package, cancellationToken));
            return File.Exists(place) ? place : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            throw PackageDiagnostics.Unreadable.Exception($"The package {package} can't be read: {e.Message}", "Get it again.", package, e);
        }
    }

    /// <summary>Where the manifest of a package stands.</summary>
    internal static string PlaceOf(string package, PackageIdentity identity) =>
        Path.Combine(Path.GetDirectoryName(package)!, SignatureManifestFile.NameOf(identity.Id, identity.Version));
}
