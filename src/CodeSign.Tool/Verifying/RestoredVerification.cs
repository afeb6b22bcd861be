using CodeSign.Tool.Input;
using CodeSign.Tool.Trust;
using CodeSign.Verification;
using CodeSign.Verification.RestoredPackages;

namespace CodeSign.Tool.Verifying;

/// <summary>Verifies what restores have put into package folders, for the projects that a user names.</summary>
internal sealed class RestoredVerification
{
    private readonly ToolHost _host;
    private readonly VerificationOptions _options;
    private readonly VerifiedPackages? _memory;

    private RestoredVerification(ToolHost host, VerificationOptions options, VerifiedPackages? memory)
    {
        _host = host;
        _options = options;
        _memory = memory;
    }

    /// <summary>Begins, with what was accepted before where that may be relied on.</summary>
    /// <param name="host">The tool's process.</param>
    /// <param name="trust">Whom the user trusts.</param>
    /// <param name="options">What packages are held against.</param>
    /// <param name="policyFile">Full path of the policy's file, if there is one.</param>
    /// <param name="isAnew">Whether the user wants each package to be looked at.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static async Task<RestoredVerification> StartAsync(
        ToolHost host, TrustChoice trust, VerificationOptions options, string? policyFile, bool isAnew, CancellationToken cancellationToken)
    {
        var demands = new PackageDemands(trust.Sources, trust.Revocation.Mode, policyFile);
        var memory = !isAnew && demands.MayBeRemembered(host.Environment) && VerifiedPackages.PathFor(host.LocalApplicationData) is { } path
            ? await VerifiedPackages.OpenAsync(path, demands.Fingerprint(), host.Clock, cancellationToken)
            : null;
        return new RestoredVerification(host, options, memory);
    }

    /// <summary>Verifies every package of the projects, each once.</summary>
    /// <param name="names">Assets files, projects, solutions, as the user has written them.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="Diagnostics.CodeSignException">An assets file is missing, or can't be used.</exception>
    public async Task<IReadOnlyList<VerifiedFile>> VerifyAsync(IEnumerable<string> names, CancellationToken cancellationToken)
    {
        var packages = new Dictionary<string, RestoredPackage>(StringComparer.Ordinal);
        foreach (var path in names.SelectMany(name => AssetsFileFinder.Find(_host.FullPath(name))).Distinct(StringComparer.Ordinal))
            foreach (var package in (await AssetsFile.ReadAsync(path, cancellationToken)).Packages)
                packages[KeyOf(package)] = packages.TryGetValue(KeyOf(package), out var other) ? Together(package, other) : package;

        var verified = await new RestoredPackageVerifier(new ArtifactVerifier(), _options, _memory)
            .VerifyAsync([.. packages.Values.OrderBy(package => package.Id, StringComparer.OrdinalIgnoreCase)], cancellationToken);
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
