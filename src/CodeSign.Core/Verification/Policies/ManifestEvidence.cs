using CodeSign.Diagnostics;
using CodeSign.Manifests;

namespace CodeSign.Verification.Policies;

/// <summary>Looks for a signature manifest that describes a file.</summary>
internal static class ManifestEvidence
{
    private const int MostManifests = 64;

    /// <summary>Whether any of the manifests lists the file's digest. A manifest that can't be read describes nothing.</summary>
    public static async Task<bool> ExistsAsync(
        VerificationResult result, IEnumerable<string> manifests, CancellationToken cancellationToken)
    {
        foreach (var path in manifests.Take(MostManifests))
        {
            try
            {
                if (Describes(await SignatureManifestFile.ReadAsync(path, cancellationToken), result))
                    return true;
            }
            catch (CodeSignException)
            {
                // What it would have said is not known.
            }
        }

        return false;
    }

    /// <summary>The manifests that lie beside a file.</summary>
    public static IEnumerable<string> Beside(string file) =>
        Path.GetDirectoryName(Path.GetFullPath(file)) is { } folder && Directory.Exists(folder)
            ? Directory.EnumerateFiles(folder, "*" + SignatureManifestFile.Suffix).Order(StringComparer.Ordinal)
            : [];

    private static bool Describes(SignatureManifest manifest, VerificationResult result)
    {
        var sha256 = Convert.ToHexStringLower(result.Sha256.Span);
        if (manifest.Package is { } package)
        {
            var content = result.PackageContent is { } digests ? Convert.ToHexStringLower(digests.Sha256.Span) : null;
            if (IsSame(package.Sha256, sha256) || IsSame(package.ContentSha256, content))
                return true;
        }

        return manifest.Files.Any(file => IsSame(file.Sha256, sha256));
    }

    private static bool IsSame(string digest, string? other) => string.Equals(digest, other, StringComparison.OrdinalIgnoreCase);
}
