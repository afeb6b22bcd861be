using CodeSign.Build.Files;
using CodeSign.TestGate;

namespace CodeSign.Build.TestGate;

/// <summary>
/// Holds what has just been signed against what was judged: between the two, another build may have put another assembly in the place of
/// the judged one.
/// </summary>
/// <param name="stateDirectory">The directory of the pack's or the publish's state, where the verdict is kept.</param>
/// <param name="origins">Whose file is it.</param>
internal sealed class TestedInputs(string stateDirectory, KnownFiles origins)
{
    /// <summary>Makes sure that each signed copy of an assembly of ours is a judged one, but for its signature.</summary>
    /// <exception cref="Diagnostics.CodeSignException">One is not. Nothing that was signed is used then.</exception>
    public async Task EnsureAsync(IEnumerable<InputFile> files, IEnumerable<InputState> signed, CancellationToken cancellationToken)
    {
        var copies = signed.Where(state => state.Planned?.SignedPath is not null).ToList();
        if (copies.Count == 0)
            return;
        var verdict = await TestGateStateFile.ReadAsync(KeptVerdict.PathIn(stateDirectory), cancellationToken);
        HashSet<string> passed = [.. verdict?.Assemblies.Select(assembly => assembly.AuthenticodeSha256) ?? []];
        var byPlace = files.DistinctBy(file => file.Place).ToDictionary(file => file.Place);
        foreach (var state in copies)
        {
            if (state.Planned?.SignedPath is not { } copy || byPlace.GetValueOrDefault(state.Place) is not { } file || !origins.Find(file).IsOurs)
                continue;
            if (await AssemblyIdentity.ReadAsync(copy, cancellationToken) is { } identity && !passed.Contains(identity.AuthenticodeSha256))
                throw TestRunDiagnostics.ChangedAfterTests.Exception(
                    $"{state.TargetPath} has become another assembly since it was held against the tests: its Authenticode digest is {identity.AuthenticodeSha256} now.",
                    "Build it no more than once at a time, and pack again.", state.Path);
        }
    }
}
