namespace CodeSign.TestGate.Seals;

/// <summary>
/// A list of the results and the evidence of a test job. Signed by a signature beside it, it ties them to whoever holds the key: what was
/// changed, added or taken away between that job and the one that signs is found.
/// </summary>
public sealed record TestSeal
{
    /// <summary>The version of the form that this code writes, and the newest that it reads.</summary>
    public const int CurrentSchemaVersion = 1;

    /// <summary>The version of the form.</summary>
    public required int SchemaVersion { get; init; }

    /// <summary>When it was written, UTC.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>The files, in the order of their names.</summary>
    public required IReadOnlyList<SealedFile> Files { get; init; }
}
