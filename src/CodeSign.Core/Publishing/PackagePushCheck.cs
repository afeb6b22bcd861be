using System.IO.Compression;
using CodeSign.Diagnostics;
using CodeSign.Formats.NuGetPackage;
using CodeSign.Manifests;
using CodeSign.Manifests.Checking;
using CodeSign.Signing;
using CodeSign.Verification;
using CodeSign.Verification.Content;

namespace CodeSign.Publishing;

/// <summary>
/// The last look at a package before it is published: signed by its author and timestamped, as nuget.org demands (its documentation,
/// "Signed packages"); complete and unchanged against the manifest that was written with it; and every file in it that the build signed
/// still so.
/// </summary>
public sealed class PackagePushCheck
{
    /// <summary>nuget.org takes no larger packages: 250 MB.</summary>
    private const long MostBytes = 250L * 1024 * 1024;

    private readonly VerificationOptions _options;
    private readonly ArtifactVerifier _verifier = new();

    /// <summary>Makes a check, to be used for many packages.</summary>
    /// <param name="options">Whom to trust.</param>
    public PackagePushCheck(VerificationOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        // The manifest knows the package by them.
        _options = options with { PackageContentDigests = true };
    }

    /// <summary>Whether the manifest must have its signature beside it. One that is there must be trusted in any case.</summary>
    public bool RequireManifestSignature { get; init; } = true;

    /// <summary>Looks at a package.</summary>
    /// <param name="package">Full path of the package.</param>
    /// <param name="manifest">Full path of its manifest; <see langword="null"/>: the one beside it.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="IOException">The package can't be read.</exception>
    /// <exception cref="UnauthorizedAccessException">This user may not read the package.</exception>
    public async Task<PushCheckResult> CheckAsync(string package, string? manifest, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(package);
        var problems = new List<Diagnostic>();
        var verification = await _verifier.VerifyAsync(package, _options, cancellationToken);
        if (await ReadIdentityAsync(package, verification, problems, cancellationToken) is not { } identity)
            return new PushCheckResult { Package = package, Verification = verification, Problems = problems };

        // A symbols package goes along with another one, and has no manifest of its own.
        if (SymbolsPackage.IsNamed(package))
        {
            if (SymbolsPackage.HoldsAssemblies(package) || verification.Verdict != Verdict.Unsigned)
                CheckSignature(package, verification, problems);
            return new PushCheckResult { Package = package, Verification = verification, Problems = problems };
        }

        CheckSignature(package, verification, problems);
        var place = manifest ?? PackageManifest.PlaceOf(package, identity);
        var read = await ReadManifestAsync(package, place, identity, problems, cancellationToken);
        if (read is not null)
        {
            await CheckManifestSignatureAsync(place, problems, cancellationToken);
            await CheckContentAsync(package, verification, read, problems, cancellationToken);
        }

        return new PushCheckResult { Package = package, Verification = verification, Manifest = read, Problems = problems };
    }

    private static async Task<PackageIdentity?> ReadIdentityAsync(
        string package, VerificationResult verification, List<Diagnostic> problems, CancellationToken cancellationToken)
    {
        if (verification.Length > MostBytes)
            problems.Add(PushDiagnostics.NotPublishable.Create(
                $"The package has {verification.Length} bytes; nuget.org takes up to {MostBytes}.", "Split it.", package));
        try
        {
            await using var archive = await ZipFile.OpenReadAsync(package, cancellationToken);
            return await NuspecReader.ReadAsync(archive, package, cancellationToken);
        }
        catch (InvalidDataException e)
        {
            problems.Add(PushDiagnostics.NotPublishable.Create($"It can't be read as a package: {e.Message}", "Pack it again.", package));
        }
        catch (CodeSignException e)
        {
            problems.Add(PushDiagnostics.NotPublishable.Create(e.Diagnostic.Cause, "Pack it again.", package));
        }

        return null;
    }

    private void CheckSignature(string package, VerificationResult verification, List<Diagnostic> problems)
    {
        var author = verification.Signatures.FirstOrDefault(signature => signature.Kind == SignatureKind.PackageAuthor);
        if (verification.Verdict == Verdict.Invalid)
        {
            problems.Add(
                PushDiagnostics.Broken.Create(verification.Failure, "Pack it again, and let nothing change it afterwards.", package));
            return;
        }

        if (author is not { Signer: { } signer })
        {
            problems.Add(PushDiagnostics.NotSigned.Create(
                verification.Signatures.Count == 0 ? "The package carries no signature." : "The package's signature is not its author's.",
                "Pack with CodeSign.Build and a key.", package));
            return;
        }

        if (!verification.IsAccepted)
            problems.Add(PushDiagnostics.NotTrusted.Create(
                verification.Failure, "Sign with a certificate that its users trust; for a feed of your own, name its root.", package));
        if (author.Timestamp is not { } timestamp)
            problems.Add(PushDiagnostics.NotTimestamped.Create(
                "The author's signature has no timestamp that can be relied on: nuget.org refuses it, and it ends with the certificate.",
                "Sign with CodeSignTimestampServers set.", package));
        if (signer.SubjectName.RawData.AsSpan().SequenceEqual(signer.IssuerName.RawData))
            problems.Add(PushDiagnostics.NotTrusted.Create(
                $"The certificate '{signer.Subject}' is issued by itself: nuget.org refuses it.",
                "Sign with a certificate from a certification authority.", package));
        var signedAt = author.Timestamp?.GenTime ?? _options.Clock.GetUtcNow();
        problems.AddRange(NuGetCertificateDemands.Check(signer, signedAt).Select(problem => problem with { File = package }));
    }

    private static async Task<SignatureManifest?> ReadManifestAsync(
        string package, string place, PackageIdentity identity, List<Diagnostic> problems, CancellationToken cancellationToken)
    {
        if (!File.Exists(place))
        {
            problems.Add(PushDiagnostics.NoManifest.Create(
                $"{place} does not exist, so nobody can tell whether the package is the one that was built.",
                "Keep the manifest beside the package, from the build to here.", package));
            return null;
        }

        try
        {
            var manifest = await SignatureManifestFile.ReadAsync(place, cancellationToken);
            if (manifest.Package is { } about && about.Id == identity.Id && about.Version == identity.Version)
                return manifest;
            problems.Add(PushDiagnostics.NotAsBuilt.Create(
                $"The manifest is not about {identity.Id} {identity.Version}.",
                "Take the manifest that was written with this package.", place));
        }
        catch (CodeSignException e)
        {
            problems.Add(e.Diagnostic);
        }

        return null;
    }

    private async Task CheckManifestSignatureAsync(string manifest, List<Diagnostic> problems, CancellationToken cancellationToken)
    {
        var signature = await _verifier.VerifyManifestAsync(manifest, _options, cancellationToken);
        if (signature is null && RequireManifestSignature)
            problems.Add(PushDiagnostics.ManifestNotSigned.Create(
                $"{SignatureManifestFile.SignatureOf(manifest)} does not exist, so nobody can tell who wrote the manifest.",
                "Keep the signature beside the manifest, and leave CodeSignManifestSignature on.", manifest));
        if (signature is { Verdict: Verdict.Invalid })
            problems.Add(PushDiagnostics.ManifestBroken.Create(
                signature.Failure, "Pack again, and let nothing change the manifest afterwards.", manifest));
        else if (signature is { Verdict: not Verdict.Trusted })
            problems.Add(PushDiagnostics.ManifestNotTrusted.Create(
                signature.Failure, "Sign with a certificate that its users trust; for a feed of your own, name its root.", manifest));
    }

    /// <summary>A package that can't be unpacked is one that may not go out, like one that differs.</summary>
    private async Task CheckContentAsync(
        string package, VerificationResult verification, SignatureManifest manifest, List<Diagnostic> problems,
        CancellationToken cancellationToken)
    {
        try
        {
            await CompareContentAsync(package, verification, manifest, problems, cancellationToken);
        }
        catch (Exception e) when (e is InvalidDataException or CodeSignException)
        {
            problems.Add(PushDiagnostics.NotAsBuilt.Create(
                $"What is in it can't be looked at: {e.Message}", "Pack again, and let nothing change the package afterwards.", package));
        }
    }

    private async Task CompareContentAsync(
        string package, VerificationResult verification, SignatureManifest manifest, List<Diagnostic> problems,
        CancellationToken cancellationToken)
    {
        if (manifest.Development)
            problems.Add(PushDiagnostics.Development.Create(
                "The manifest says that a development identity (dev:) signed: nobody else trusts it.",
                "Sign with the release key.", package));
        var check = await ManifestChecker.CheckPackageAsync(manifest, package, verification, cancellationToken);
        problems.AddRange(check.Differences.Select(difference => PushDiagnostics.NotAsBuilt.Create(
            $"{difference.Path} {Words(difference.Kind)}: {difference.Explanation}",
            "Pack again, and let nothing change the package afterwards.", package)));

        await using var archive = await ZipFile.OpenReadAsync(package, cancellationToken);
        var signed = manifest.Files
            .Where(file => file.Format == "pe" && file.Action is ManifestFileAction.Signed or ManifestFileAction.AlreadySigned)
            .Select(file => file.Path).ToHashSet(StringComparer.Ordinal);
        foreach (var entry in archive.Entries)
            if (signed.Contains(entry.FullName.Replace('\\', '/')))
                await CheckFileAsync(package, entry, problems, cancellationToken);
    }

    private async Task CheckFileAsync(string package, ZipArchiveEntry entry, List<Diagnostic> problems, CancellationToken cancellationToken)
    {
        using var content = new TemporaryContent();
        await using (var unpacked = await entry.OpenAsync(cancellationToken))
            await content.FillAsync(unpacked, entry.Length, entry.FullName, cancellationToken);
        var result = await _verifier.VerifyAsync(content.File, _options with { Policy = null }, cancellationToken);
        if (result.Verdict != Verdict.Trusted)
            problems.Add(PushDiagnostics.FileNotTrusted.Create(
                $"{entry.FullName} is {result.Verdict.ToString().ToLowerInvariant()}: {result.Failure}",
                "Pack again with the release key.", package));
        else if (result.DecidingSignature?.Timestamp is null)
            problems.Add(PushDiagnostics.FileNotTrusted.Create(
                $"{entry.FullName} is signed without a timestamp.", "Pack again with CodeSignTimestampServers set.", package));
    }

    private static string Words(ManifestDifferenceKind kind) => kind switch
    {
        ManifestDifferenceKind.Missing => "is missing",
        ManifestDifferenceKind.Added => "was added",
        _ => "was changed",
    };
}
