using CodeSign.Build.Files;
using CodeSign.Build.Settings;
using CodeSign.Manifests;
using CodeSign.Signing;

namespace CodeSign.Build.Pack;

/// <summary>Describes a package, by what was planned and signed, in a manifest.</summary>
/// <param name="package">The package.</param>
/// <param name="state">What the steps before have done.</param>
internal sealed class PackageManifest(FinishedPackage package, PackState state)
{
    /// <summary>The signable files in a package, and what became of them.</summary>
    public static List<ManifestFile> FilesIn(InspectedPackage package, PackageInspector inspector) =>
        [.. inspector.Match(package.Inspection).SelectMany(pair => Entries(pair.Entry, pair.Input))];

    /// <summary>Describes the package.</summary>
    /// <param name="path">Full path of where the manifest will stand.</param>
    /// <param name="signers">Who signed.</param>
    public SignatureManifest Describe(string path, IReadOnlyList<ManifestSigner> signers) => new()
    {
        SchemaVersion = SignatureManifest.CurrentSchemaVersion,
        Tool = SigningSession.Tool,
        Created = DateTimeOffset.UtcNow,
        Development = signers.Any(signer => signer.IsDevelopment),
        Package = new ManifestPackage
        {
            Id = package.Inspection.Identity.Id,
            Version = package.Inspection.Identity.Version,
            File = Path.GetRelativePath(Path.GetDirectoryName(path)!, package.Staged.Final).Replace('\\', '/'),
            Length = package.Length,
            Sha256 = package.Sha256,
            ContentSha256 = package.Content.Sha256,
            ContentSha512 = package.Content.Sha512,
            Signature = package.Signed is null ? null : ManifestSignature.From(package.Signed),
        },
        Repository = ManifestRepository.From(package.Inspection.Identity),
        Build = BuildOriginDetector.Detect(Environment.GetEnvironmentVariable, Environment.UserName, Environment.MachineName),
        Signers = signers,
        Files = package.Files,
        Detached = state.Detached.Count == 0 ? null : [.. state.Detached.Select(detached => ManifestPart.ReadDetached(detached.Entry))],
        Archives = state.Archives.Count == 0 ? null : [.. Archives()],
    };

    private IEnumerable<ManifestFile> Archives() => state.Inputs.Where(input => input.Planned is not null && state.IsArchive(input))
        .SelectMany(input => input.Planned!.Entries).Select(ManifestPart.ReadFile);

    private static IEnumerable<ManifestFile> Entries(PackageEntry entry, InputState input) => input.Planned!.Entries
        .Select(ManifestPart.ReadFile)
        .Select(file => file with { Path = PackageInspector.PathIn(entry, input, file.Path) });
}
