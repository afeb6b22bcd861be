namespace CodeSign.Verification.Revocation;

/// <summary>What is known about the revocation of one certificate.</summary>
internal sealed record RevocationStatus
{
    /// <summary>Whether anything is known.</summary>
    public required bool IsKnown { get; init; }

    /// <summary>The revocation, where there is one.</summary>
    public RevocationEntry? Entry { get; init; }

    /// <summary>Until when this may be relied on: the list's or the answer's nextUpdate.</summary>
    public DateTimeOffset FreshUntil { get; init; } = DateTimeOffset.MaxValue;

    /// <summary>Why nothing is known, in words.</summary>
    public string Reason { get; init; } = "";

    public static RevocationStatus Good(DateTimeOffset freshUntil) => new() { IsKnown = true, FreshUntil = freshUntil };

    public static RevocationStatus Revoked(RevocationEntry entry, DateTimeOffset freshUntil) =>
        new() { IsKnown = true, Entry = entry, FreshUntil = freshUntil };

    public static RevocationStatus Unknown(string reason) => new() { IsKnown = false, Reason = reason };
}
