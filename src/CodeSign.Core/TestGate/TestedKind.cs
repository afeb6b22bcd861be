namespace CodeSign.TestGate;

/// <summary>How a shipped assembly was tested.</summary>
public enum TestedKind
{
    /// <summary>Not so that it may be signed: a diagnostic says why.</summary>
    Refused,

    /// <summary>A passed run loaded the very bytes that are shipped, but for signatures.</summary>
    Exact,

    /// <summary>A passed run loaded the same compilation, whose code a tool had instrumented.</summary>
    Instrumented,

    /// <summary>What is shipped was compiled ahead (ReadyToRun) from an assembly that a passed run loaded.</summary>
    Compiled,

    /// <summary>No run loaded it, and a rule says that none has to.</summary>
    Untested,
}
