namespace CodeSign.TestGate;

/// <summary>What of a shipped assembly must have been tested.</summary>
public enum TestDemand
{
    /// <summary>The same compilation: also one whose code a coverage tool had instrumented.</summary>
    SameCompilation,

    /// <summary>The very bytes that are shipped, but for signatures.</summary>
    Exact,
}
