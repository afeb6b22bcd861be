using CodeSign.FileSystem;
using CodeSign.Formats;
using CodeSign.Manifests;

namespace CodeSign.Build.Publish;

/// <summary>
/// The last look into a published folder: every file that can be signed, recognised by its content, is held against the plan. It
/// catches whatever way a file took past the plan.
/// </summary>
internal sealed class FolderInspector(PublishStep step)
{
    private static readonly IReadOnlyList<ISignatureFormat> Formats = [new SignatureFormats().PortableExecutable];
    private readonly IReadOnlyDictionary<string, PublishedFile> _known = PublishedFolder.FilesOf(step.Last.Folder, step.Folder);

    /// <summary>Looks at all files in the folder; says what is not as planned.</summary>
    public async Task<FolderInspection> InspectAsync(IReadOnlyList<FolderPlace> places, CancellationToken cancellationToken)
    {
        var planned = places.ToDictionary(place => step.PathInFolder(place.RelativePath), PathNames.Comparer);
        var files = new List<PublishedFile>();
        var entries = new List<FolderEntry>();
        var others = new List<PublishedFile>();
        foreach (var path in FolderContents.Files(step.Folder))
        {
            var file = Read(path, cancellationToken);
            files.Add(file);
            if (file.Sha256.Length == 0)
                continue;
            if (planned.GetValueOrDefault(path)?.State.Planned is not { } state)
                others.Add(file);
            else if (state.Sha256 == file.Sha256)
                entries.Add(new FolderEntry(RelativePath(path), state));
            else
                ReportChanged(path);
        }

        return new FolderInspection(files, entries, await WithoutThoseOfOthersAsync(others, cancellationToken));
    }

    /// <summary>The path of a file in the folder, <c>/</c> between folders.</summary>
    public string RelativePath(string path) => Path.GetRelativePath(step.Folder, path).Replace('\\', '/');

    /// <summary>A file with its digest, which is empty where it can't be signed.</summary>
    public PublishedFile Read(string path, CancellationToken cancellationToken)
    {
        var known = _known.GetValueOrDefault(path);
        if (known is { IsCurrent: true })
            return known;
        if (FolderContents.IsSignable(path, Formats))
            return PublishedFile.Read(path, null, cancellationToken);
        var file = new FileInfo(path);
        return new PublishedFile(path, file.Length, file.LastWriteTimeUtc.Ticks, "");
    }

    private void ReportChanged(string path) => step.Log.Report(BuildDiagnostics.PublishedFileChanged.Create(
        $"{path} is another file than the one that was planned and signed.",
        "Something writes into the folder after the SDK has copied what is published: find that step, and let it change the file before "
        + "the target ComputeFilesToPublish. If the folder has files of an earlier publish, delete it.", path));

    // Several projects may be published to one folder: what the manifest of another lists is that project's.
    private async Task<IReadOnlyList<PublishedFile>> WithoutThoseOfOthersAsync(List<PublishedFile> others, CancellationToken cancellationToken)
    {
        if (others.Count == 0)
            return others;
        var accounted = new HashSet<(string Path, string Sha256)>();
        foreach (var path in FolderContents.Manifests(step.Folder).Where(path => step.Last.Folder?.Manifest?.Is(path) != true))
            foreach (var file in (await SignatureManifestFile.ReadAsync(path, cancellationToken)).Files)
                accounted.Add((file.Path, file.Sha256));
        return [.. others.Where(file => !accounted.Contains((RelativePath(file.Path), file.Sha256)))];
    }
}
