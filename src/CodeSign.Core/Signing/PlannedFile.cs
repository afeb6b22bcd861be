namespace CodeSign.Signing;

/// <summary>A signable file with the decision about it.</summary>
public sealed record PlannedFile
{
    /// <summary>The file.</summary>
    public required Candidate Candidate { get; init; }

    /// <summary>The format's short name: <c>pe</c>, <c>nupkg</c>, <c>zip</c>.</summary>
    public required string Format { get; init; }

    /// <summary>What happens to it.</summary>
    public required PlannedAction Action { get; init; }

    /// <summary>Why, in words for a person.</summary>
    public required string Reason { get; init; }

    /// <summary>How it is signed; <see langword="null"/> unless it is to be signed or repacked, or is signed already.</summary>
    public SigningTerms? Profile { get; init; }

    /// <summary>
    /// Full path of the file to sign: the candidate's own, or, where that is signed by us already, its unsigned original.
    /// </summary>
    public required string Source { get; init; }

    /// <summary>SHA-256 of the candidate as it came, hexadecimal, lower case.</summary>
    public required string Sha256 { get; init; }

    /// <summary>The signature that the candidate arrived with.</summary>
    public ExistingSignatureFacts Existing { get; init; } = ExistingSignatureFacts.Unsigned;

    /// <summary>The signable files in it, in their order; none unless it is an archive that is looked into.</summary>
    public IReadOnlyList<PlannedEntry> Entries { get; init; } = [];

    /// <summary>Whether it is shipped with other bytes than it has.</summary>
    public bool Changes => Action is PlannedAction.Sign or PlannedAction.Repack;

    /// <summary>This file and, of an archive, all that was planned for its entries.</summary>
    public IEnumerable<PlannedFile> WithEntries() => Entries.SelectMany(entry => entry.File.WithEntries()).Prepend(this);

    /// <summary>The job that does it, for a file that changes.</summary>
    /// <param name="destination">Full path of where the signed copy goes.</param>
    /// <exception cref="InvalidOperationException">The plan was made without a key: nobody can carry it out.</exception>
    public SigningJob ToJob(string destination) => new(Source, destination, Signing(), SourceSha256()) { Container = ToWork() };

    private SigningProfile Signing() =>
        Profile as SigningProfile ?? throw new InvalidOperationException($"{Candidate.TargetPath} was planned without a key to sign it.");

    // An unsigned original, unlike the candidate, is not what the plan has hashed.
    private string? SourceSha256() => Source == Candidate.Path ? Sha256 : null;

    private ContainerWork? ToWork()
    {
        var jobs = new List<EntryJob>();
        foreach (var (index, name, file) in Entries)
            if (file.Changes)
                jobs.Add(new EntryJob(index, name, file.Source, file.Signing(), file.SourceSha256(), file.ToWork()));
        return jobs.Count == 0 ? null : new ContainerWork(jobs, IsSigned: Action == PlannedAction.Sign);
    }
}
