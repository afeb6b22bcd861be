namespace CodeSign.TestGate;

/// <summary>How many tests of a run ended how.</summary>
/// <param name="Total">All that were found.</param>
/// <param name="Passed">Those that passed.</param>
/// <param name="Failed">Those that failed, in whatever way.</param>
/// <param name="Skipped">Those that were not run, or came to no conclusion.</param>
public sealed record TestTotals(int Total, int Passed, int Failed, int Skipped);
