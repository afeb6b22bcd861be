using System.ComponentModel;
using CodeSign.Diagnostics;
using CodeSign.TestGate;

namespace CodeSign.Manifests;

/// <summary>The tests that passed before anything was signed.</summary>
public sealed record ManifestTests
{
    /// <summary>The runs, in the order of test assemblies and times.</summary>
    [Description("The runs of test assemblies, one for each test assembly, target framework and run.")]
    public required IReadOnlyList<ManifestTestRun> Runs { get; init; }

    /// <summary>How many tests passed, in how many runs, as a sentence.</summary>
    public string Summarise()
    {
        var passed = (int)Math.Min(int.MaxValue, Runs.Sum(run => (long)run.Passed));
        return $"{Quantity.Of(passed, "test")} passed before, in {Quantity.Of(Runs.Count, "run")}.";
    }

    /// <summary>A manifest with what was judged: the runs, and for each assembly how it was tested.</summary>
    /// <param name="manifest">The manifest.</param>
    /// <param name="state">What was judged.</param>
    public static SignatureManifest Add(SignatureManifest manifest, TestGateState state)
    {
        ArgumentNullException.ThrowIfNull(manifest);
        ArgumentNullException.ThrowIfNull(state);
        var tested = state.Assemblies.ToLookup(file => file.Path, StringComparer.OrdinalIgnoreCase);
        return manifest with
        {
            Tests = new ManifestTests { Runs = [.. state.Runs.Select(ManifestTestRun.From)] },
            Files = [.. manifest.Files.Select(file => file with { Tested = HowTested(file, tested[file.Path]) })],
        };
    }

    /// <summary>Nothing is said of a file that was signed with another digest than was judged.</summary>
    private static ManifestTested? HowTested(ManifestFile file, IEnumerable<TestedFile> judged)
    {
        var match = judged.FirstOrDefault(candidate => file.Signature is not { DigestAlgorithm: "SHA256" } signature
            || signature.ContentDigest == candidate.AuthenticodeSha256);
        return match is null ? null : new ManifestTested(KindOf(match.Tested), match.Reason);
    }

    private static ManifestTestedKind KindOf(TestedKind kind) => kind switch
    {
        TestedKind.Exact => ManifestTestedKind.Exact,
        TestedKind.Instrumented => ManifestTestedKind.Instrumented,
        TestedKind.Compiled => ManifestTestedKind.Compiled,
        TestedKind.Untested => ManifestTestedKind.Untested,
        _ => throw new ArgumentException("What was refused is not signed.", nameof(kind)),
    };
}
