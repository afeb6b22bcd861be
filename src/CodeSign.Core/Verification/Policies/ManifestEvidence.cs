using CodeSign.Diagnostics;
using CodeSign.Manifests;

namespace CodeSign.Verification.Policies;

/// <summary>
/// Looks for a signature manifest that describes a file. It counts only with its signature beside it, trusted as files are, and by one
/// of the rule's signers: otherwise whoever can put a file there could write one.
/// </summary>
/// <param name="verifier">Verifies the manifests' signatures.</param>
/// <param name="options">Whom to trust.</param>
/// <param name="rule">The rule that demands a manifest.</param>
internal sealed class ManifestEvidence(ArtifactVerifier verifier, VerificationOptions options, PolicyRule rule)
{
    private const int MostManifests = 64;

    /// <summary>Why none of the manifests counts, as the end of a sentence; <see langword="null"/> where one does.</summary>
    /// <param name="result">What was found about the file.</param>
    /// <param name="manifests">Paths of the manifests. One that can't be read describes nothing.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public async Task<string?> FindProblemAsync(
        VerificationResult result, IEnumerable<string> manifests, CancellationToken cancellationToken)
    {
        var problem = "none beside the file lists its digest.";
        foreach (var path in manifests.Take(MostManifests))
        {
            if (!await DescribesAsync(path, result, cancellationToken))
                continue;
            if (await FindSignatureProblemAsync(path, cancellationToken) is not { } found)
                return null;
            problem = $"{Path.GetFileName(path)}, which lists its digest, {found}";
        }

        return problem;
    }

    /// <summary>The manifests that lie beside a file.</summary>
    public static IEnumerable<string> Beside(string file) =>
        Path.GetDirectoryName(Path.GetFullPath(file)) is { } folder && Directory.Exists(folder)
            ? Directory.EnumerateFiles(folder, "*" + SignatureManifestFile.Suffix).Order(StringComparer.Ordinal)
            : [];

    private async Task<string?> FindSignatureProblemAsync(string manifest, CancellationToken cancellationToken)
    {
        if (await verifier.VerifyManifestAsync(manifest, options, cancellationToken) is not { } signature)
            return "has no signature beside it.";
        if (signature.DecidingSignature is not { } deciding)
            return $"is {signature.Verdict.ToString().ToLowerInvariant()} by its signature: {signature.Failure}";
        return SignatureDemands.IsManifestBySigner(deciding, rule) ? null : "is signed by somebody whom the rule does not list.";
    }

    private static async Task<bool> DescribesAsync(string manifest, VerificationResult result, CancellationToken cancellationToken)
    {
        try
        {
            return Describes(await SignatureManifestFile.ReadAsync(manifest, cancellationToken), result);
        }
        catch (CodeSignException)
        {
            // What it would have said is not known.
            return false;
        }
    }

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
