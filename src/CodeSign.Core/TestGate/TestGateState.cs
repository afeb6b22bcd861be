namespace CodeSign.TestGate;

/// <summary>
/// A verdict without errors as it is kept: for the manifest, which another step of the build writes, and for the next build, which has
/// nothing to judge while it ships what was judged.
/// </summary>
public sealed record TestGateState
{
    /// <summary>The version of the form.</summary>
    public const int CurrentSchemaVersion = 1;

    /// <summary>The version of the form.</summary>
    public required int SchemaVersion { get; init; }

    /// <summary>All settings that the verdict depends on, as one text. No secret.</summary>
    public required string Settings { get; init; }

    /// <summary>The runs that count.</summary>
    public required IReadOnlyList<JudgedRun> Runs { get; init; }

    /// <summary>The assemblies.</summary>
    public required IReadOnlyList<TestedFile> Assemblies { get; init; }

    /// <summary>What is kept of a verdict.</summary>
    /// <param name="verdict">The verdict.</param>
    /// <param name="settings">All settings that it depends on, as one text.</param>
    /// <exception cref="ArgumentException">The verdict has errors: there is nothing to build on.</exception>
    public static TestGateState From(TestVerdict verdict, string settings)
    {
        ArgumentNullException.ThrowIfNull(verdict);
        ArgumentNullException.ThrowIfNull(settings);
        if (verdict.HasErrors || verdict.Assemblies.Any(assembly => assembly.Tested == TestedKind.Refused))
            throw new ArgumentException("The verdict has errors.", nameof(verdict));
        return new TestGateState
        {
            SchemaVersion = CurrentSchemaVersion,
            Settings = settings,
            Runs = verdict.Runs,
            Assemblies = [.. verdict.Assemblies.Select(judged => new TestedFile(
                PathOf(judged.Assembly), judged.Assembly.Identity.AuthenticodeSha256, judged.Tested, judged.Reason))],
        };
    }

    /// <summary>Whether all of these assemblies were judged, with the same settings and for the same places.</summary>
    /// <param name="assemblies">What is about to be shipped.</param>
    /// <param name="settings">The settings of now.</param>
    public bool Covers(IEnumerable<ShippedAssembly> assemblies, string settings)
    {
        ArgumentNullException.ThrowIfNull(assemblies);
        var known = Assemblies.Select(file => (file.Path, file.AuthenticodeSha256)).ToHashSet();
        return Settings == settings
            && assemblies.All(assembly => known.Contains((PathOf(assembly), assembly.Identity.AuthenticodeSha256)));
    }

    private static string PathOf(ShippedAssembly assembly) => assembly.TargetPath.Replace('\\', '/').TrimStart('/');
}
