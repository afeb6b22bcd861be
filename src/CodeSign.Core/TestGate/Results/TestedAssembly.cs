namespace CodeSign.TestGate.Results;

/// <summary>A test assembly in a TRX file, and what its tests came to.</summary>
internal sealed class TestedAssembly(string path)
{
    /// <summary>The assembly's path, as the runner wrote it.</summary>
    public string Path => path;

    /// <summary>Its results.</summary>
    public TestTally Tally { get; } = new();

    /// <summary>When the first of its tests that ran began, UTC; the greatest time where none ran.</summary>
    public DateTimeOffset First { get; private set; } = DateTimeOffset.MaxValue;

    /// <summary>When the last of its tests that ran ended, UTC; the smallest time where none ran.</summary>
    public DateTimeOffset Last { get; private set; } = DateTimeOffset.MinValue;

    /// <summary>Adds a result. Runners write all kinds of times into results of tests that did not run.</summary>
    public void Add(TestCaseResult result)
    {
        Tally.Add(result.Outcome);
        if (result.Outcome == TestOutcome.Skipped)
            return;
        First = result.Start < First ? result.Start : First;
        Last = result.End > Last ? result.End : Last;
    }
}
