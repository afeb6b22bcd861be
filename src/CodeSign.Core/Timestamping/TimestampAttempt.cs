namespace CodeSign.Timestamping;

/// <summary>One request to a timestamp server that did not give a token.</summary>
/// <param name="Server">The server's address, without user info.</param>
/// <param name="Time">When it ended, UTC.</param>
/// <param name="Reason">Why, in a few words.</param>
public sealed record TimestampAttempt(string Server, DateTimeOffset Time, string Reason);
