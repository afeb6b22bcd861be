using CodeSign.Diagnostics;

namespace CodeSign.Build.TestGate;

/// <summary>What can go wrong before there is anything to judge: in the gate's settings, and while tests run.</summary>
public static class TestRunDiagnostics
{
    /// <summary>Tests are required, and nothing says which. Reported by a target.</summary>
    public static readonly DiagnosticDescriptor NothingTests = Error("CSB8050", "Tests are required, and none are named");

    /// <summary>A project that is named as a test project is none. Reported by a target.</summary>
    public static readonly DiagnosticDescriptor NoTestProject = Error("CSB8051", "A test project holds no tests");

    /// <summary>Tests for a framework without startup hooks. Reported by a target.</summary>
    public static readonly DiagnosticDescriptor FrameworkNotRun = Warning("CSB8052", "The tests for a framework are not run");

    /// <summary>A test application has nothing that writes TRX.</summary>
    public static readonly DiagnosticDescriptor CannotReport = Error("CSB8053", "A test project cannot write results");

    /// <summary>Tests have not ended in the time that they had.</summary>
    public static readonly DiagnosticDescriptor TimedOut = Error("CSB8054", "Tests took too long");

    /// <summary>The runner has ended without results.</summary>
    public static readonly DiagnosticDescriptor NoResults = Error("CSB8055", "A test run left no results");

    /// <summary>All results are good, and the runner says that something failed.</summary>
    public static readonly DiagnosticDescriptor RunnerFailed = Error("CSB8056", "A test run failed");

    /// <summary><c>CodeSignTestResults</c> finds nothing.</summary>
    public static readonly DiagnosticDescriptor ResultsMissing = Error("CSB8057", "No file of an earlier test run was found");

    /// <summary>The runner can't be started.</summary>
    public static readonly DiagnosticDescriptor CannotStart = Error("CSB8058", "Tests cannot be started");

    /// <summary>Between tests and signature, an assembly has become another one.</summary>
    public static readonly DiagnosticDescriptor ChangedAfterTests = Error("CSB8059", "An assembly has changed since it was judged");

    /// <summary><c>dotnet test</c> on Microsoft.Testing.Platform runs tests where no build can see them. Reported by a target.</summary>
    public static readonly DiagnosticDescriptor NoBuildAfterTest = Warning("CSB8060", "Nothing is signed after these tests");

    /// <summary>A <c>CodeSignTestProject</c> item names a file that is not there. Reported by a target.</summary>
    public static readonly DiagnosticDescriptor TestProjectMissing = Error("CSB8061", "A test project is not there");

    /// <summary>coverlet.msbuild works in <c>dotnet test</c> alone. Reported by a target.</summary>
    public static readonly DiagnosticDescriptor CoverageNotMeasured = Warning("CSB8062", "The gate measures no coverage");

    private static DiagnosticDescriptor Error(string code, string title) => new(code, DiagnosticSeverity.Error, title);

    private static DiagnosticDescriptor Warning(string code, string title) => new(code, DiagnosticSeverity.Warning, title);
}
