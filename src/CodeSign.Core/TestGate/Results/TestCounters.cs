namespace CodeSign.TestGate.Results;

/// <summary>What a TRX file says about itself in <c>ResultSummary/Counters</c>.</summary>
/// <param name="Total">All results.</param>
/// <param name="Executed">Those of tests that ran.</param>
/// <param name="Passed">Those that passed.</param>
/// <param name="Failed">Those that failed.</param>
/// <param name="Broken">
/// Those that ended in another way that is no success: <c>error</c>, <c>timeout</c>, <c>aborted</c>, <c>passedButRunAborted</c>,
/// <c>notRunnable</c>, <c>disconnected</c>, <c>inProgress</c> and <c>pending</c> together.
/// </param>
internal sealed record TestCounters(int Total, int Executed, int Passed, int Failed, int Broken);
