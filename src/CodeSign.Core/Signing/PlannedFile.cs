namespace CodeSign.Signing;

/// <summary>A signable file with the decision about it.</summary>
public sealed record PlannedFile
{
    /// <summary>The file.</summary>
    public required Candidate Candidate { get; init; }

    /// <summary>The format's short name: <c>pe</c>.</summary>
    public required string Format { get; init; }

    /// <summary>What happens to it.</summary>
    public required PlannedAction Action { get; init; }

    /// <summary>Why, in words for a person.</summary>
    public required string Reason { get; init; }

    /// <summary>How it is signed; <see langword="null"/> unless it is to be signed, or is already.</summary>
    public SigningProfile? Profile { get; init; }

    /// <summary>
    /// Full path of the file to sign: the candidate's own, or, where that is signed by us already, its unsigned original.
    /// </summary>
    public required string Source { get; init; }

    /// <summary>SHA-256 of the candidate as it came, hexadecimal, lower case.</summary>
    public required string Sha256 { get; init; }

    /// <summary>The signature that the candidate arrived with.</summary>
    public ExistingSignatureFacts Existing { get; init; } = ExistingSignatureFacts.Unsigned;
}
