using CodeSign.Diagnostics;
using CodeSign.Signing;

namespace CodeSign.Build.Publish;

/// <summary>Brings a published folder up to date with what was planned.</summary>
internal sealed class FolderPlacer(PublishStep step)
{
    private readonly IReadOnlyDictionary<string, PublishedFile> _known = PublishedFolder.FilesOf(step.Last.Folder, step.Folder);

    /// <summary>The places that hold nothing or something else. Files that can't be signed are the SDK's business.</summary>
    public IReadOnlyList<FolderPlace> FindOutdated(IReadOnlyList<FolderPlace> places, CancellationToken cancellationToken)
    {
        var outdated = new List<FolderPlace>();
        foreach (var place in places)
            if ((place.IsBundle || place.State.Planned is not null) && !IsCurrent(place, cancellationToken))
                outdated.Add(place);
        return outdated;
    }

    /// <summary>
    /// Puts files in place. What is kept as it came is left to the SDK, except where another file is there: the SDK takes that for
    /// the newer one if it has the later time.
    /// </summary>
    /// <exception cref="CodeSignException">A file can't be written.</exception>
    public async Task PlaceAsync(IReadOnlyList<FolderPlace> outdated, CancellationToken cancellationToken)
    {
        foreach (var place in outdated)
        {
            var destination = step.PathInFolder(place.RelativePath);
            if (!place.IsOurs && !File.Exists(destination))
                continue;
            var sha256 = place.State.Planned?.Sha256 ?? FileDigest.Sha256(place.Source, cancellationToken);
            if (!await FilePlacer.PlaceAsync(place.Source, destination, sha256, cancellationToken))
                throw Changed(place.Source);
            step.Log.Detail($"Published {place.Source} as {destination}.");
        }
    }

    /// <summary>The error about a file that is not the one any more that was signed or looked at.</summary>
    public static CodeSignException Changed(string path) => StagingDiagnostics.SourceChanged.Exception(
        $"{path} is not the file any more that was to be published.", "Make sure that nothing writes to it, delete it, and publish again.", path);

    private bool IsCurrent(FolderPlace place, CancellationToken cancellationToken)
    {
        var path = step.PathInFolder(place.RelativePath);
        if (!File.Exists(path))
            return false;
        if (place.State.Planned is not { } planned)
            return HasTimeAndLengthOf(place.Source, path);
        var file = PublishedFile.Read(path, _known.GetValueOrDefault(path), cancellationToken);
        return file.Sha256 == planned.Sha256 && (!place.IsOurs || HasTimeAndLengthOf(place.Source, path));
    }

    private static bool HasTimeAndLengthOf(string source, string path)
    {
        var (first, second) = (new FileInfo(source), new FileInfo(path));
        return first.Length == second.Length && first.LastWriteTimeUtc == second.LastWriteTimeUtc;
    }
}
