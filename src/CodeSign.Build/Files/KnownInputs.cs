using CodeSign.Signing;

namespace CodeSign.Build.Files;

/// <summary>What the last run knew of files.</summary>
/// <param name="known">What it knew, if its settings were the same; otherwise nothing.</param>
/// <param name="originals">Where unsigned originals are.</param>
internal sealed class KnownInputs(IEnumerable<InputState> known, IUnsignedOriginals originals)
{
    private readonly Dictionary<(string Path, string TargetPath), InputState> _byPlace =
        known.DistinctBy(input => input.Place).ToDictionary(input => input.Place);

    /// <summary>Tells files that are as they were from those that are not.</summary>
    /// <param name="files">The files. Who lists one that does not exist complains about it itself.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public InputComparison Compare(IEnumerable<InputFile> files, CancellationToken cancellationToken)
    {
        var current = new List<InputState>();
        var changed = new List<InputFile>();
        foreach (var file in files.DistinctBy(file => file.Place).Where(file => File.Exists(file.Path)))
            if (Current(file, cancellationToken) is { } state)
                current.Add(state with { Use = file.Use });
            else
                changed.Add(file);
        return new InputComparison(current, changed);
    }

    private InputState? Current(InputFile file, CancellationToken cancellationToken)
    {
        if (_byPlace.GetValueOrDefault(file.Place) is not { } state || state.IsCurrent(file))
            return _byPlace.GetValueOrDefault(file.Place);
        // Made again with the same content, or replaced with its signed form by the project that it comes from: nothing new to sign.
        var now = InputState.Of(file);
        return state.Planned is { SignedPath: not null, IsCurrent: true } planned
            && IsSource(planned, file.Path, cancellationToken) ? now with { Planned = planned } : null;
    }

    private bool IsSource(PlannedState planned, string path, CancellationToken cancellationToken)
    {
        var sha256 = FileDigest.Sha256(path, cancellationToken);
        var unsigned = originals.Find(sha256) is { } original ? FileDigest.Sha256(original, cancellationToken) : sha256;
        return unsigned == planned.SourceSha256 || sha256 == planned.Sha256;
    }
}
