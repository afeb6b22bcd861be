using CodeSign.Tool.Input;
using CodeSign.Tool.Trust;
using CodeSign.Verification;
using CodeSign.Verification.RestoredPackages;

namespace CodeSign.Tool.Verifying;

/// <summary>Verifies what restores have put into package folders, for the projects that a user names.</summary>
internal sealed class RestoredVerification
{
    private readonly VerificationOptions _options;
    private readonly VerifiedPackages? _memory;

    private RestoredVerification(VerificationOptions options, VerifiedPackages? memory)
    {
        _options = options;
        _memory = memory;
    }

    /// <summary>Begins, with what was accepted before where that may be relied on.</summary>
    /// <param name="host">The tool's process.</param>
    /// <param name="trust">Whom the user trusts.</param>
    /// <param name="options">What packages are held against.</param>
    /// <param name="policyFile">Full path of the policy's file, if there is one.</param>
    /// <param name="isAnew">Whether the user wants each package to be looked at.</param>
    public static RestoredVerification Start(
        ToolHost host, TrustChoice trust, VerificationOptions options, string? policyFile, bool isAnew)
    {
        var demands = new PackageDemands(trust.Sources, trust.Revocation.Mode, policyFile);
        var memory = !isAnew && demands.MayBeRemembered(host.Environment) && VerifiedPackages.PathFor(host.LocalApplicationData) is { } path
            ? VerifiedPackages.Open(path, demands.Fingerprint(), host.Clock)
            : null;
        return new RestoredVerification(options, memory);
    }

    /// <summary>Finds every package of the projects, each once, in order.</summary>
    /// <param name="host">The tool's process.</param>
    /// <param name="names">Assets files, projects, solutions, as the user has written them.</param>
    /// <exception cref="Diagnostics.CodeSignException">An assets file is missing, or can't be used.</exception>
    public static IReadOnlyList<RestoredPackage> ReadPackages(ToolHost host, IEnumerable<string> names)
    {
        var packages = new Dictionary<string, RestoredPackage>(StringComparer.Ordinal);
        foreach (var path in names.SelectMany(name => AssetsFileFinder.Find(host.FullPath(name))).Distinct(StringComparer.Ordinal))
            foreach (var package in AssetsFile.Read(path).Packages)
                packages[KeyOf(package)] = packages.TryGetValue(KeyOf(package), out var other) ? Together(package, other) : package;

        List<RestoredPackage> sorted = [.. packages.Values];
        sorted.Sort(RestoredPackage.Compare);
        return sorted;
    }

    /// <summary>Verifies packages.</summary>
    /// <param name="packages">The packages of projects.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public async Task<IReadOnlyList<VerifiedFile>> VerifyAsync(
        IReadOnlyList<RestoredPackage> packages, CancellationToken cancellationToken)
    {
        var verified = await new RestoredPackageVerifier(new ArtifactVerifier(), _options, _memory).VerifyAsync(packages, cancellationToken);
        return [.. verified.Select(one => new VerifiedFile(
            new SelectedFile(one.Package.File ?? one.Package.ToString(), one.Package.ToString(), IsNamed: true), one.Result, null))];
    }

    private static string KeyOf(RestoredPackage package) => $"{package.Folder} {package}";

    /// <summary>Two projects use different files of one package.</summary>
    private static RestoredPackage Together(RestoredPackage one, RestoredPackage other) => one with
    {
        UsedFiles = one.UsedFiles is null || other.UsedFiles is null ? null : [.. one.UsedFiles.Union(other.UsedFiles)],
    };
}
