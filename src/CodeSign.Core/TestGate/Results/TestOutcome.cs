namespace CodeSign.TestGate.Results;

/// <summary>What a result in a TRX file comes to.</summary>
internal enum TestOutcome
{
    /// <summary>Anything that is not one of the others: what is not known to be harmless is a failure.</summary>
    Failed,

    /// <summary>Passed.</summary>
    Passed,

    /// <summary>Not run, or run without coming to a conclusion.</summary>
    Skipped,
}
