using CodeSign.Verification.Policies;

namespace CodeSign.Verification.RestoredPackages;

/// <summary>
/// Verifies restored packages before a build uses them: the signature of the package that NuGet has kept, and what was extracted from it.
/// </summary>
/// <param name="verifier">Verifies signatures.</param>
/// <param name="options">What packages are held against; rules of a policy see a package's id and its file.</param>
/// <param name="memory">Which packages were accepted before; <see langword="null"/> to look at each anew.</param>
public sealed class RestoredPackageVerifier(ArtifactVerifier verifier, VerificationOptions options, VerifiedPackages? memory = null)
{
    /// <summary>Verifies packages, several at once.</summary>
    /// <returns>What was found, in the order of the packages.</returns>
    /// <exception cref="OperationCanceledException">The caller ended it.</exception>
    public async Task<IReadOnlyList<VerifiedPackage>> VerifyAsync(IReadOnlyList<RestoredPackage> packages, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(packages);
        var results = new VerifiedPackage[packages.Count];
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = cancellationToken };
        await Parallel.ForAsync(0, packages.Count, parallel, async (index, token) => results[index] = await VerifyAsync(packages[index], token));
        if (memory is not null)
            await memory.SaveAsync(results, cancellationToken);
        return results;
    }

    private async Task<VerifiedPackage> VerifyAsync(RestoredPackage package, CancellationToken cancellationToken)
    {
        if (package.File is not { } file || !File.Exists(file))
            return new VerifiedPackage(package, NotThere(package), "");
        try
        {
            var fingerprint = memory?.FingerprintOf(package) ?? "";
            var item = new PolicyItem { Path = Path.GetFileName(file), PackageId = package.Id };
            if (memory?.Find(fingerprint) is { } accepted)
                return new VerifiedPackage(package, Unchanged(package, accepted, item), fingerprint);
            var result = await verifier.VerifyAsync(file, options with { Item = item, PackageContentDigests = false }, cancellationToken);
            var findings = new FindingCollector();
            await ExtractedFiles.CompareAsync(package, findings, cancellationToken);
            return new VerifiedPackage(package, With(result, findings), fingerprint);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new VerifiedPackage(package, Refused(FindingKind.ExtractedFile, $"It can't be read: {e.Message}"), "");
        }
    }

    private static VerificationResult With(VerificationResult result, FindingCollector findings) => findings.Findings.Count == 0
        ? result
        : result with
        {
            Verdict = Verdict.Invalid,
            DecidingSignature = null,
            Findings = [.. result.Findings, .. findings.Findings],
            Policy = result.Policy is { } policy ? policy with { IsAccepted = false } : null,
        };

    private static VerificationResult NotThere(RestoredPackage package) => Refused(
        FindingKind.ExtractedFile, package.Folder is null ? "No package folder has it: restore the project." : $"Its file is gone: {package.File}.");

    private static VerificationResult Refused(FindingKind kind, string explanation)
    {
        var findings = new FindingCollector();
        findings.Broken(kind, explanation);
        return Of(Verdict.Invalid, findings, 0);
    }

    private VerificationResult Unchanged(RestoredPackage package, AcceptedBefore accepted, PolicyItem item)
    {
        var findings = new FindingCollector();
        findings.Note(FindingKind.VerifiedBefore, $"It was verified at {accepted.Time:u}, and nothing has changed since.");
        return Of(accepted.Verdict, findings, new FileInfo(package.File!).Length) with
        {
            Policy = options.Policy is { } policy ? new PolicyOutcome(RuleMatcher.Find(policy, item)?.Name, IsAccepted: true, []) : null,
        };
    }

    private static VerificationResult Of(Verdict verdict, FindingCollector findings, long length) => new()
    {
        Verdict = verdict,
        Findings = findings.Findings,
        Signatures = [],
        Format = "nupkg",
        Length = length,
        Sha256 = default,
    };
}
