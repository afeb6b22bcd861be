namespace CodeSign.Timestamping;

/// <summary>What came of asking one server once.</summary>
/// <param name="Kind">Whether there is a token, and otherwise what to make of the failure.</param>
/// <param name="Token">The token, where there is one.</param>
/// <param name="Reason">Why there is none, in a few words.</param>
/// <param name="RetryAfter">How long the server asks to be left alone.</param>
internal sealed record AttemptResult(AttemptKind Kind, TimestampToken? Token, string Reason, TimeSpan? RetryAfter = null)
{
    /// <summary>Whether a request was sent.</summary>
    public bool WasAsked => Kind is not (AttemptKind.Paused or AttemptKind.Broken);

    public static AttemptResult Success(TimestampToken token) => new(AttemptKind.Success, token, "");

    /// <summary>It may be otherwise a little later.</summary>
    public static AttemptResult MayPass(string reason) => new(AttemptKind.MayPass, null, reason);

    /// <summary>No answer came in time.</summary>
    public static AttemptResult Unanswered(string reason) => new(AttemptKind.Unanswered, null, reason);

    /// <summary>Asking this server again is of no use.</summary>
    public static AttemptResult Final(string reason) => new(AttemptKind.Final, null, reason);

    /// <summary>The server has too much to do.</summary>
    public static AttemptResult Busy(string reason, TimeSpan? retryAfter) => new(AttemptKind.Busy, null, reason, retryAfter);

    /// <summary>The server asked to be left alone for a while, and is.</summary>
    public static AttemptResult Paused(string reason, TimeSpan left) => new(AttemptKind.Paused, null, reason, left);

    /// <summary>The server was not asked, because it failed too often.</summary>
    public static AttemptResult Broken(string reason, TimeSpan? left) => new(AttemptKind.Broken, null, reason, left);
}
