using CodeSign.Diagnostics;

namespace CodeSign.TestGate;

/// <summary>What can speak against signing what was tested, or was not.</summary>
public static class TestGateDiagnostics
{
    /// <summary>A file of results can't be read.</summary>
    public static readonly DiagnosticDescriptor UnreadableResults =
        new("CSB8001", DiagnosticSeverity.Error, "Test results cannot be read");

    /// <summary>A file of evidence can't be read.</summary>
    public static readonly DiagnosticDescriptor UnreadableEvidence =
        new("CSB8002", DiagnosticSeverity.Error, "Test evidence cannot be read");

    /// <summary>Tests failed.</summary>
    public static readonly DiagnosticDescriptor TestsFailed =
        new("CSB8003", DiagnosticSeverity.Error, "Tests failed");

    /// <summary>A run in which no test passed.</summary>
    public static readonly DiagnosticDescriptor NothingPassed =
        new("CSB8004", DiagnosticSeverity.Error, "No test passed");

    /// <summary>A run did not come to its end.</summary>
    public static readonly DiagnosticDescriptor RunNotCompleted =
        new("CSB8005", DiagnosticSeverity.Error, "A test run was not completed");

    /// <summary>Results that contradict themselves, or each other.</summary>
    public static readonly DiagnosticDescriptor ContradictoryResults =
        new("CSB8006", DiagnosticSeverity.Error, "Test results contradict themselves");

    /// <summary>Results of which no process left evidence.</summary>
    public static readonly DiagnosticDescriptor ResultsWithoutEvidence =
        new("CSB8007", DiagnosticSeverity.Error, "Test results have no evidence");

    /// <summary>A test process left evidence, and its results are missing.</summary>
    public static readonly DiagnosticDescriptor EvidenceWithoutResults =
        new("CSB8008", DiagnosticSeverity.Error, "Test evidence has no results");

    /// <summary>There are no results at all.</summary>
    public static readonly DiagnosticDescriptor NoResults =
        new("CSB8009", DiagnosticSeverity.Error, "There are no test results");

    /// <summary>No run loaded a shipped assembly.</summary>
    public static readonly DiagnosticDescriptor NotTested =
        new("CSB8010", DiagnosticSeverity.Error, "An assembly was not tested");

    /// <summary>The runs loaded another build of a shipped assembly.</summary>
    public static readonly DiagnosticDescriptor OtherBuildTested =
        new("CSB8011", DiagnosticSeverity.Error, "Another build of an assembly was tested");

    /// <summary>A shipped assembly was tested instrumented, and that is not enough.</summary>
    public static readonly DiagnosticDescriptor NotTestedExactly =
        new("CSB8012", DiagnosticSeverity.Error, "An assembly was not tested as it is shipped");

    /// <summary>A rule about untested assemblies has no pattern or no reason.</summary>
    public static readonly DiagnosticDescriptor IncompleteUntestedRule =
        new("CSB8013", DiagnosticSeverity.Error, "A rule about untested assemblies is incomplete");

    /// <summary>A shipped assembly can't be read.</summary>
    public static readonly DiagnosticDescriptor UnreadableAssembly =
        new("CSB8014", DiagnosticSeverity.Error, "An assembly cannot be read");

    /// <summary>A test process loaded the shipped build of an assembly and another one.</summary>
    public static readonly DiagnosticDescriptor TwoBuildsTested =
        new("CSB8015", DiagnosticSeverity.Error, "Two builds of an assembly were loaded by one test process");

    /// <summary>A seal can't be read.</summary>
    public static readonly DiagnosticDescriptor UnreadableSeal =
        new("CSB8016", DiagnosticSeverity.Error, "A seal of test results cannot be read");

    /// <summary>Results or evidence that no seal covers.</summary>
    public static readonly DiagnosticDescriptor NotSealed =
        new("CSB8017", DiagnosticSeverity.Error, "Test results are not sealed");

    /// <summary>A seal that is not by who must have sealed.</summary>
    public static readonly DiagnosticDescriptor SealedByOther =
        new("CSB8018", DiagnosticSeverity.Error, "Test results are sealed by someone else");

    /// <summary>Results or evidence that were changed, or are missing, since they were sealed.</summary>
    public static readonly DiagnosticDescriptor ChangedSinceSealed =
        new("CSB8019", DiagnosticSeverity.Error, "Sealed test results were changed");
}
