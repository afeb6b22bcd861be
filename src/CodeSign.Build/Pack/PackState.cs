using System.Security.Cryptography;
using System.Text;
using CodeSign.Build.Files;
using CodeSign.Build.TestGate;
using CodeSign.FileSystem;
using CodeSign.Manifests;

namespace CodeSign.Build.Pack;

/// <summary>
/// What the last pack of a project did: enough to know that nothing needs to be done again, and to write the manifest of a package
/// whose assemblies were signed earlier.
/// </summary>
internal sealed record PackState
{
    /// <summary>Nothing is known.</summary>
    public static PackState Empty { get; } = new() { Fingerprint = "" };

    /// <summary>The settings by which all this was made.</summary>
    public required string Fingerprint { get; init; }

    /// <summary>The files on their way into the package, and the project's own outputs that are not.</summary>
    public IReadOnlyList<InputState> Inputs { get; init; } = [];

    /// <summary>The project's own outputs in obj and bin.</summary>
    public IReadOnlyList<BuildOutput> Outputs { get; init; } = [];

    /// <summary>The detached signatures.</summary>
    public IReadOnlyList<DetachedState> Detached { get; init; } = [];

    /// <summary>Full paths of the archives that are not in the package and are signed in their places.</summary>
    public IReadOnlyList<string> Archives { get; init; } = [];

    /// <summary>Stands for the verdict of the test gate; <see langword="null"/> where there is no gate.</summary>
    public string? Tests { get; init; }

    /// <summary>The packages that were signed.</summary>
    public IReadOnlyList<PackageState> Packages { get; init; } = [];

    /// <summary>Who signed what goes into the package, what stands beside it, and archives.</summary>
    public IEnumerable<ManifestSigner> Signers => Inputs.Where(i => i.Use == FileUse.Shipped || IsArchive(i))
        .SelectMany(i => i.Planned?.Signers ?? []).Concat(Detached.Select(d => d.Signer)).Distinct().Select(ManifestPart.ReadSigner);

    /// <summary>All that a package and its manifest depend on besides the package's content.</summary>
    public string PackageFingerprint => KeptVerdict.Join(
        Detached.Count == 0
            ? Fingerprint
            : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(
                string.Join('\n', Detached.Select(d => d.Entry).Order(StringComparer.Ordinal).Prepend(Fingerprint))))),
        Tests);

    /// <summary>Whether a file is an archive that is signed in its place.</summary>
    public bool IsArchive(InputState input) => Archives.Contains(input.Path, PathNames.Comparer);

    /// <summary>What is known about a package, if it and its signed form are as they were.</summary>
    public PackageState? Current(StagedPackage package, CancellationToken cancellationToken)
    {
        var state = Packages.FirstOrDefault(p => PathNames.Comparer.Equals(p.Staged, package.Path));
        return state is not null && state.Fingerprint == PackageFingerprint && state.IsCurrent(package, cancellationToken) ? state : null;
    }

    /// <summary>What is known about files, true still or not, if the settings were the same; otherwise nothing.</summary>
    public IReadOnlyList<InputState> InputsUnder(string fingerprint) => Fingerprint == fingerprint ? Inputs : [];

    /// <summary>The detached signatures that were made, if the settings were the same; otherwise none.</summary>
    public IReadOnlyList<DetachedState> DetachedUnder(string fingerprint) => Fingerprint == fingerprint ? Detached : [];
}
