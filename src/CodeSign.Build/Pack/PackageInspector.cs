using CodeSign.Build.Files;
using CodeSign.Signing;

namespace CodeSign.Build.Pack;

/// <summary>Holds every signable file in packages against what was planned.</summary>
/// <param name="inputs">What was decided about files, and made of them.</param>
/// <param name="log">Where errors go.</param>
internal sealed class PackageInspector(IReadOnlyList<InputState> inputs, TaskLog log)
{
    private readonly List<InputState> _shipped = [.. inputs.Where(input => input.Use == FileUse.Shipped && input.Planned is not null)];

    /// <summary>Looks into packages; gives <see langword="null"/> where errors were reported.</summary>
    /// <exception cref="Diagnostics.CodeSignException">A package can't be read.</exception>
    public async Task<IReadOnlyList<InspectedPackage>?> InspectAsync(
        IEnumerable<StagedPackage> packages, CancellationToken cancellationToken)
    {
        var expected = _shipped.ConvertAll(Expected);
        var inspected = new List<InspectedPackage>();
        foreach (var package in packages)
        {
            var inspection = await PackageInspection.OpenAsync(package.Path, expected, cancellationToken);
            foreach (var diagnostic in inspection.Diagnostics)
                log.Report(diagnostic);
            inspected.Add(new InspectedPackage(package, inspection));
        }

        return inspected.TrueForAll(package => package.Inspection.Diagnostics.Count == 0) ? inspected : null;
    }

    /// <summary>The signable files in a package and what was decided about each. The same content may lie at several places.</summary>
    public IEnumerable<(PackageEntry Entry, InputState Input)> Match(PackageInspection inspection)
    {
        var byContent = _shipped.GroupBy(input => input.Planned!.Sha256)
            .ToDictionary(group => group.Key, group => group.ToList(), StringComparer.Ordinal);
        foreach (var entry in inspection.Entries)
        {
            var inputs = byContent[entry.Sha256];
            yield return (entry, inputs.Find(input => input.TargetPath == entry.Path) ?? inputs[0]);
        }
    }

    /// <summary>The path in the package of what was planned as part of an input: of the input itself, or of a file in an archive.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="input">The input.</param>
    /// <param name="planned">The path as it was planned.</param>
    public static string PathIn(PackageEntry entry, InputState input, string planned) =>
        entry.Path + planned[Math.Min(input.TargetPath.Length, planned.Length)..];

    private static ExpectedFile Expected(InputState input)
    {
        var planned = input.Planned!;
        return new ExpectedFile(input.TargetPath, planned.Sha256, planned.SignedPath is null ? null : planned.SourceSha256);
    }
}
