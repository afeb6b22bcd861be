using System.Globalization;
using CodeSign.Threading;
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
        var unknown = new UnknownPackage?[packages.Count];
        SharedWork.Run(packages.Count, Environment.ProcessorCount, index =>
        {
            if (Recall(packages[index], out var fingerprint) is { } known)
                results[index] = known;
            else
                unknown[index] = new UnknownPackage(index, packages[index], fingerprint);
        }, cancellationToken);
        if (Array.Exists(unknown, package => package is not null))
        {
            await Parallel.ForEachAsync(
                unknown.OfType<UnknownPackage>(),
                new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = cancellationToken },
                async (package, token) => results[package.Index] = await VerifyAsync(package, token));
        }

        if (memory is not null)
            await memory.SaveAsync(results, cancellationToken);
        return results;
    }

    /// <summary>What is known of a package without verifying it. Where nothing has changed since the last time, that is all there is to do.</summary>
    private VerifiedPackage? Recall(RestoredPackage package, out string fingerprint)
    {
        fingerprint = "";
        if (package.File is not { } file || !File.Exists(file))
            return new VerifiedPackage(package, NotThere(package), "");
        try
        {
            fingerprint = memory?.FingerprintOf(package) ?? "";
            return memory?.Find(fingerprint) is { } accepted
                ? new VerifiedPackage(package, Unchanged(package, accepted), fingerprint)
                : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Unreadable(package, e);
        }
    }

    private async Task<VerifiedPackage> VerifyAsync(UnknownPackage unknown, CancellationToken cancellationToken)
    {
        var package = unknown.Package;
        try
        {
            var demands = options with { Item = ItemOf(package), PackageContentDigests = false };
            var result = await verifier.VerifyAsync(package.File!, demands, cancellationToken);
            var findings = new FindingCollector();
            await ExtractedFiles.CompareAsync(package, findings, cancellationToken);
            return new VerifiedPackage(package, With(result, findings), unknown.Fingerprint);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Unreadable(package, e);
        }
    }

    private static PolicyItem ItemOf(RestoredPackage package) => new() { Path = Path.GetFileName(package.File!), PackageId = package.Id };

    private static VerifiedPackage Unreadable(RestoredPackage package, Exception cause) =>
        new(package, Refused(FindingKind.ExtractedFile, $"It can't be read: {cause.Message}"), "");

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

    private VerificationResult Unchanged(RestoredPackage package, AcceptedBefore accepted)
    {
        var findings = new FindingCollector();
        var time = accepted.Time.ToString("u", CultureInfo.InvariantCulture);
        findings.Note(FindingKind.VerifiedBefore, $"It was verified at {time}, and nothing has changed since.");
        return Of(accepted.Verdict, findings, new FileInfo(package.File!).Length) with
        {
            Policy = options.Policy is { } policy ? new PolicyOutcome(RuleMatcher.Find(policy, ItemOf(package))?.Name, IsAccepted: true, []) : null,
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

    /// <summary>A package that has to be looked at.</summary>
    private sealed record UnknownPackage(int Index, RestoredPackage Package, string Fingerprint);
}
