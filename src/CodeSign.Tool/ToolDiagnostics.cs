using CodeSign.Diagnostics;

namespace CodeSign.Tool;

/// <summary>What the tool tells beside what the engine tells.</summary>
internal static class ToolDiagnostics
{
    /// <summary>A name on the command line or in a list stands for no file.</summary>
    public static readonly DiagnosticDescriptor NoSuchFile =
        new("CSB7001", DiagnosticSeverity.Error, "A file that was named does not exist");

    /// <summary>A file can't be read.</summary>
    public static readonly DiagnosticDescriptor Unreadable =
        new("CSB7002", DiagnosticSeverity.Error, "A file can't be read");

    /// <summary>Patterns and folders held nothing to look at.</summary>
    public static readonly DiagnosticDescriptor NothingToDo =
        new("CSB7003", DiagnosticSeverity.Error, "There is nothing to look at");

    /// <summary>A file that was named can't be signed.</summary>
    public static readonly DiagnosticDescriptor NotSignable =
        new("CSB7010", DiagnosticSeverity.Error, "A file can't carry a signature");

    /// <summary>Nobody is asked for timestamps.</summary>
    public static readonly DiagnosticDescriptor NoTimestampServer =
        new("CSB7011", DiagnosticSeverity.Error, "No timestamp server is named");

    /// <summary>The place of a detached signature is taken.</summary>
    public static readonly DiagnosticDescriptor PlaceTaken =
        new("CSB7012", DiagnosticSeverity.Error, "Something else stands where a signature is to go");

    /// <summary>There is no development identity.</summary>
    public static readonly DiagnosticDescriptor NoDevelopmentIdentity =
        new("CSB7013", DiagnosticSeverity.Error, "There is no development identity");

    /// <summary>Trust in the development root can't be changed.</summary>
    public static readonly DiagnosticDescriptor TrustNotChanged =
        new("CSB7014", DiagnosticSeverity.Error, "Trust in the development identity can't be changed");

    /// <summary>The tool has a fault.</summary>
    public static readonly DiagnosticDescriptor Unexpected =
        new("CSB7099", DiagnosticSeverity.Error, "The tool has met something that it did not foresee");
}
