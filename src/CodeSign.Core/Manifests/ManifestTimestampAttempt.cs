using System.ComponentModel;

namespace CodeSign.Manifests;

/// <summary>A request to a timestamp server that gave no timestamp.</summary>
/// <param name="Server">The server's address.</param>
/// <param name="Time">When it ended, UTC.</param>
/// <param name="Reason">Why it failed.</param>
[Description("A request to a timestamp server that gave no timestamp.")]
public sealed record ManifestTimestampAttempt(
    [property: Description("The server's address.")] string Server,
    [property: Description("When the attempt ended, UTC.")] DateTimeOffset Time,
    [property: Description("Why it failed, in words.")] string Reason);
