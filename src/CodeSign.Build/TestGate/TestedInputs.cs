using CodeSign.Build.Files;
using CodeSign.TestGate;

namespace CodeSign.Build.TestGate;

/// <summary>
/// Holds what has just been signed against what was judged: between the two, another build may have put another assembly in the place of
/// the judged one.
/// </summary>
/// <param name="verdict">What was judged; <see langword="null"/> where that is not known any more.</param>
/// <param name="origins">Whose file is it.</param>
internal sealed class TestedInputs(TestGateState? verdict, KnownFiles origins)
{
    private readonly HashSet<string> _passed = [.. verdict?.Assemblies.Select(assembly => assembly.AuthenticodeSha256) ?? []];

    /// <summary>Makes sure that each signed copy of an assembly of ours is a judged one, but for its signature.</summary>
    /// <exception cref="Diagnostics.CodeSignException">One is not. Nothing that was signed is used then.</exception>
    public async Task EnsureAsync(IEnumerable<InputFile> files, IEnumerable<InputState> signed, CancellationToken cancellationToken)
    {
        var byPlace = files.DistinctBy(file => file.Place).ToDictionary(file => file.Place);
        foreach (var state in signed)
        {
            if (state.Planned?.SignedPath is not { } copy || byPlace.GetValueOrDefault(state.Place) is not { } file || !origins.Find(file).IsOurs)
                continue;
            if (await AssemblyIdentity.ReadAsync(copy, cancellationToken) is { } identity && !_passed.Contains(identity.AuthenticodeSha256))
                throw TestRunDiagnostics.ChangedAfterTests.Exception(
                    $"{state.TargetPath} has become another assembly since it was held against the tests: its Authenticode digest is {identity.AuthenticodeSha256} now.",
                    "Build it no more than once at a time, and pack again.", state.Path);
        }
    }
}
