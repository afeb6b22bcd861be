namespace CodeSign.TestGate.Results;

/// <summary>Counts results.</summary>
internal sealed class TestTally
{
    /// <summary>How many there are.</summary>
    public int Total { get; private set; }

    /// <summary>How many passed.</summary>
    public int Passed { get; private set; }

    /// <summary>How many failed.</summary>
    public int Failed { get; private set; }

    /// <summary>Counts one.</summary>
    public void Add(TestOutcome outcome)
    {
        Total++;
        Passed += outcome == TestOutcome.Passed ? 1 : 0;
        Failed += outcome == TestOutcome.Failed ? 1 : 0;
    }

    /// <summary>Whether a file's own counters say the same.</summary>
    public bool Agrees(TestCounters counters) =>
        counters.Total == Total && counters.Passed == Passed && counters.Failed + counters.Broken == Failed
        && counters.Executed >= Passed && counters.Executed <= Total;

    /// <summary>The counts.</summary>
    public TestTotals ToTotals() => new(Total, Passed, Failed, Total - Passed - Failed);
}
