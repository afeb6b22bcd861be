namespace CodeSign.Timestamping;

/// <summary>A request under way.</summary>
/// <param name="Start">When it started, on the clock of its <see cref="RequestPace"/>.</param>
/// <param name="Bout">After how many pauses it started: the requests between two pauses belong together.</param>
/// <param name="IsPrompt">Whether it started as soon as the learnt quota allowed: an answer then says that the quota may be larger.</param>
internal readonly record struct RequestTicket(TimeSpan Start, int Bout, bool IsPrompt);
