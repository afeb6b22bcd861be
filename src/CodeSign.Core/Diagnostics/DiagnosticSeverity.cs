namespace CodeSign.Diagnostics;

/// <summary>How grave a diagnostic is. What needs nobody's attention is a detail of the log, not a diagnostic.</summary>
public enum DiagnosticSeverity
{
    /// <summary>The build goes on; a person should look.</summary>
    Warning,

    /// <summary>Nothing is signed, or nothing is moved into place.</summary>
    Error,
}
