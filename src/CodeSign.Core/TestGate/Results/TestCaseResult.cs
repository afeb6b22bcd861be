namespace CodeSign.TestGate.Results;

/// <summary>One result in a TRX file.</summary>
/// <param name="TestId">The test, which the definitions in the file say more about.</param>
/// <param name="Outcome">How it ended.</param>
/// <param name="Start">When it began, UTC.</param>
/// <param name="End">When it ended, UTC.</param>
internal readonly record struct TestCaseResult(Guid TestId, TestOutcome Outcome, DateTimeOffset Start, DateTimeOffset End);
