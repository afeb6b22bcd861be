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

    /// <summary>Full paths of the archives that are not in the package and are signed in their places.</summary>
    public IReadOnlyList<string> Archives { get; init; } = [];

    /// <summary>The packages that were signed.</summary>
    public IReadOnlyList<PackageState> Packages { get; init; } = [];

    /// <summary>Who signed what goes into the package, and archives beside it.</summary>
    public IEnumerable<ManifestSigner> Signers => Inputs.Where(i => i.IsPacked || IsArchive(i))
        .SelectMany(i => i.Planned?.Signers ?? []).Distinct().Select(ManifestPart.ReadSigner);

    /// <summary>Whether a file is an archive that is signed in its place.</summary>
    public bool IsArchive(InputState input) => Archives.Contains(input.Path, PathNames.Comparer);

    /// <summary>What is known about a package, if it and its signed form are as they were.</summary>
    public async Task<PackageState?> CurrentAsync(StagedPackage package, CancellationToken cancellationToken)
    {
        var state = Packages.FirstOrDefault(p => PathNames.Comparer.Equals(p.Staged, package.Path));
        return state is not null && state.Fingerprint == Fingerprint && await state.IsCurrentAsync(package, cancellationToken) ? state : null;
    }

    /// <summary>What is known about files, true still or not, by their paths here and in the package.</summary>
    public IReadOnlyDictionary<(string Path, string TargetPath), InputState> InputsByPlace() =>
        Inputs.DistinctBy(input => (input.Path, input.TargetPath)).ToDictionary(input => (input.Path, input.TargetPath));
}
