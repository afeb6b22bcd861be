using CodeSign.Build.Files;
using CodeSign.Build.Settings;
using CodeSign.Manifests;
using CodeSign.Signing;

namespace CodeSign.Build.Pack;

/// <summary>Describes a package, by what was planned and signed, in a manifest.</summary>
internal sealed class PackageManifest
{
    private readonly FinishedPackage _package;
    private readonly PackState _state;

    /// <summary>Finds the files of a package among those that were planned.</summary>
    public PackageManifest(FinishedPackage package, PackState state)
    {
        _package = package;
        _state = state;
        Files = FilesOf(package.Inspection);
    }

    /// <summary>The signable files in the package.</summary>
    public IReadOnlyList<ManifestFile> Files { get; }

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
            Id = _package.Inspection.Identity.Id,
            Version = _package.Inspection.Identity.Version,
            File = Path.GetRelativePath(Path.GetDirectoryName(path)!, _package.Staged.Final).Replace('\\', '/'),
            Length = _package.Length,
            Sha256 = _package.Sha256,
            ContentSha256 = _package.Content.Sha256,
            ContentSha512 = _package.Content.Sha512,
            Signature = _package.Signed is null ? null : ManifestSignature.From(_package.Signed),
        },
        Repository = ManifestRepository.From(_package.Inspection.Identity),
        Build = BuildOriginDetector.Detect(Environment.GetEnvironmentVariable, Environment.UserName, Environment.MachineName),
        Signers = signers,
        Files = Files,
        Detached = _state.Detached.Count == 0 ? null : [.. _state.Detached.Select(detached => ManifestPart.ReadDetached(detached.Entry))],
        Archives = _state.Archives.Count == 0 ? null : [.. Archives()],
    };

    private IEnumerable<ManifestFile> Archives() => _state.Inputs.Where(input => input.Planned is not null && _state.IsArchive(input))
        .SelectMany(input => input.Planned!.Entries).Select(ManifestPart.ReadFile);

    // The same content may lie at several places in the package: each is listed.
    private List<ManifestFile> FilesOf(PackageInspection inspection)
    {
        var planned = _state.Inputs.Where(input => input.Use == FileUse.Shipped && input.Planned is not null)
            .GroupBy(input => input.Planned!.Sha256)
            .ToDictionary(group => group.Key, group => group.ToList(), StringComparer.Ordinal);
        return [.. inspection.Entries.SelectMany(entry => Entries(entry, planned[entry.Sha256]))];

        static IEnumerable<ManifestFile> Entries(PackageEntry entry, List<InputState> inputs)
        {
            var input = inputs.Find(i => i.TargetPath == entry.Path) ?? inputs[0];
            return input.Planned!.Entries.Select(ManifestPart.ReadFile)
                .Select(file => file with { Path = entry.Path + file.Path[Math.Min(input.TargetPath.Length, file.Path.Length)..] });
        }
    }
}
