namespace CodeSign.Signing;

/// <summary>
/// Files with the same bytes that are to be signed in the same way: one signature serves them all, wherever they go. An archive is the
/// parent of the contents that its entries get, and can't be begun before those are done.
/// </summary>
internal sealed class DistinctContent
{
    // There may be many thousands, and nearly all have one job and no parent.
    private readonly List<SigningJob> _jobs = new(1);
    private List<DistinctContent>? _parents;

    /// <summary>Its number, by which the run tells it from others.</summary>
    public required int Number { get; init; }

    /// <summary>Full path of one of the files.</summary>
    public required string Source { get; init; }

    /// <summary>How it is signed.</summary>
    public required SigningProfile Profile { get; init; }

    /// <summary>SHA-256 of the files where it had to be known to tell them apart, hexadecimal, lower case.</summary>
    public required string? Sha256 { get; init; }

    /// <summary>Whether it gets a signature of its own.</summary>
    public required bool IsSigned { get; init; }

    /// <summary>The contents that entries get; none unless it is an archive.</summary>
    public required IReadOnlyList<ContentEntry> Entries { get; init; }

    /// <summary>Full path of where it goes in the end, or else an archive with it: it is staged beside that.</summary>
    public required string Place { get; set; }

    /// <summary>The jobs that it does; none where it is only part of archives.</summary>
    public IReadOnlyList<SigningJob> Jobs => _jobs;

    /// <summary>The archives that wait for it, one as often as it has the content.</summary>
    public IReadOnlyList<DistinctContent> Parents => _parents is null ? [] : _parents;

    /// <summary>The signed and verified copy, once it is there.</summary>
    public StagedFile? Staged { get; set; }

    /// <summary>The copies for its jobs, in their order, once they are there.</summary>
    public IReadOnlyList<StagedFile> Copies { get; set; } = [];

    /// <summary>Adds a job that it does.</summary>
    public void Add(SigningJob job)
    {
        if (_jobs.Count == 0)
            Place = job.Destination;
        _jobs.Add(job);
    }

    /// <summary>Adds an archive that waits for it.</summary>
    public void AddParent(DistinctContent parent) => (_parents ??= []).Add(parent);
}
