using System.Globalization;
using CodeSign.Threading;

namespace CodeSign.Signing;

/// <summary>
/// Makes the distinct contents of jobs and of the entries in their archives. A file whose length no other has is not read: nothing can be
/// equal to it, and signing reads it anyway.
/// </summary>
internal sealed class ContentGraph
{
    private readonly Dictionary<long, ContentFile> _byLength = [];
    private readonly Dictionary<Inside, DistinctContent> _byContent = [];
    private readonly List<ContentFile> _unknown = [];
    private readonly List<DistinctContent> _contents = [];

    private ContentGraph()
    {
    }

    /// <summary>The distinct contents, each behind those of its entries.</summary>
    /// <exception cref="Diagnostics.CodeSignException">A file can't be read.</exception>
    public static IReadOnlyList<DistinctContent> Build(
        IReadOnlyList<SigningJob> jobs, int parallelism, CancellationToken cancellationToken)
    {
        var graph = new ContentGraph();
        var files = new List<ContentFile>(jobs.Count);
        foreach (var job in jobs)
            files.Add(graph.Look(job));
        SharedWork.Run(
            graph._unknown.Count, parallelism, index => graph._unknown[index].ReadDigest(cancellationToken), cancellationToken);

        // Archives last: their entries share the signatures of files that go to places of their own.
        foreach (var file in files)
            if (file.Job!.Container is null)
                graph.Add(file, out _);
        foreach (var file in files)
            if (file.Job!.Container is not null)
                graph.Add(file, out _);
        return graph._contents;
    }

    private ContentFile Look(SigningJob job)
    {
        var file = new ContentFile(job.Source, job.Profile, job.Container, job.Destination)
        {
            Job = job,
            Entries = LookAtEntries(job.Container, job.Destination),
        };
        Compare(file);
        return file;
    }

    private ContentFile[] LookAtEntries(ContainerWork? container, string place) =>
        container is null ? [] : [.. container.Entries.Select(entry => Look(entry, place))];

    private ContentFile Look(EntryJob entry, string place)
    {
        var file = new ContentFile(entry.Source, entry.Profile, entry.Container, place)
        {
            Sha256 = entry.SourceSha256,
            Entries = LookAtEntries(entry.Container, place),
        };
        Compare(file);
        return file;
    }

    /// <summary>Files of one length may be equal.</summary>
    private void Compare(ContentFile file)
    {
        var length = LengthOf(file.Source);
        if (_byLength.TryAdd(length, file))
            return;
        Doubt(_byLength[length]);
        Doubt(file);
    }

    private void Doubt(ContentFile file)
    {
        if (file.IsDoubtful)
            return;
        file.IsDoubtful = true;
        if (file.Sha256 is null)
            _unknown.Add(file);
    }

    private DistinctContent Add(ContentFile file, out bool isKnown)
    {
        var entries = AddEntries(file);
        var key = file.IsDoubtful ? new Inside(file.Sha256!, file.Profile, Describe(file, entries)) : null;
        isKnown = key is not null && _byContent.ContainsKey(key);
        var known = isKnown ? _byContent[key!] : Create(file, entries);
        if (key is not null && !isKnown)
            _byContent.Add(key, known);
        if (file.Job is not null)
            known.Add(file.Job);
        return known;
    }

    private ContentEntry[] AddEntries(ContentFile file)
    {
        if (file.Container is null)
            return [];
        var entries = new ContentEntry[file.Entries.Length];
        for (var index = 0; index < entries.Length; index++)
        {
            var content = Add(file.Entries[index], out var isShared);
            entries[index] = new ContentEntry(file.Container.Entries[index], content, isShared);
        }

        return entries;
    }

    private DistinctContent Create(ContentFile file, ContentEntry[] entries)
    {
        var content = new DistinctContent
        {
            Number = _contents.Count,
            Source = file.Source,
            Profile = file.Profile,
            Sha256 = file.Sha256,
            IsSigned = file.Container?.IsSigned ?? true,
            Entries = entries,
            Place = file.Place,
        };
        foreach (var entry in entries)
            entry.Content.AddParent(content);
        _contents.Add(content);
        return content;
    }

    /// <summary>What is done to an archive, beside signing it: one archive may become two, by different rules for its places.</summary>
    private static string Describe(ContentFile file, ContentEntry[] entries)
    {
        if (file.Container is not { } container)
            return "";
        var parts = Array.ConvertAll(entries, entry =>
            string.Create(CultureInfo.InvariantCulture, $"{entry.Job.Index}:{entry.Content.Number}"));
        return $"{container.IsSigned} {string.Join(' ', parts)}";
    }

    private static long LengthOf(string path)
    {
        var file = new FileInfo(path);
        return file.Exists ? file.Length : throw Missing(path, null);
    }

    private static Diagnostics.CodeSignException Missing(string path, Exception? inner) => StagingDiagnostics.CannotStage.Exception(
        $"{path} is to be signed, and can't be read{(inner is null ? ": it does not exist." : $": {inner.Message}")}",
        "Make sure that the build writes it before it is signed.", path, inner);

    /// <summary>A file that is to be signed, for a job or as an entry.</summary>
    private sealed class ContentFile(string source, SigningProfile profile, ContainerWork? container, string place)
    {
        public string Source => source;

        public SigningProfile Profile => profile;

        public ContainerWork? Container => container;

        public string Place => place;

        public SigningJob? Job { get; init; }

        public required ContentFile[] Entries { get; init; }

        public string? Sha256 { get; set; }

        public void ReadDigest(CancellationToken cancellationToken)
        {
            try
            {
                Sha256 = FileDigest.Sha256(Source, cancellationToken);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw Missing(Source, e);
            }
        }

        /// <summary>Whether there is another that may be equal.</summary>
        public bool IsDoubtful { get; set; }
    }

    private sealed record Inside(string Sha256, SigningProfile Profile, string Work);
}
