using CodeSign.Diagnostics;

namespace CodeSign.Signing;

/// <summary>What can go wrong with files on their way into place.</summary>
public static class StagingDiagnostics
{
    /// <summary>A signed copy could not be written.</summary>
    public static readonly DiagnosticDescriptor CannotStage =
        new("CSB5001", DiagnosticSeverity.Error, "A signed copy cannot be written");

    /// <summary>A finished signed copy could not be moved into place.</summary>
    public static readonly DiagnosticDescriptor CannotMove =
        new("CSB5002", DiagnosticSeverity.Error, "A signed file cannot be moved into place");

    /// <summary>An output is in use and stays unsigned.</summary>
    public static readonly DiagnosticDescriptor OutputInUse =
        new("CSB5003", DiagnosticSeverity.Warning, "An output file is in use and was not replaced by the signed one");

    /// <summary>A file changed while the engine worked on it.</summary>
    public static readonly DiagnosticDescriptor SourceChanged =
        new("CSB5004", DiagnosticSeverity.Error, "A file changed while it was being signed");

    /// <summary>A file was to be signed that no format knows.</summary>
    public static readonly DiagnosticDescriptor NotSignable =
        new("CSB5005", DiagnosticSeverity.Error, "A file is of no kind that can be signed");

    /// <summary>An output is no longer the file that was signed, and is left alone.</summary>
    public static readonly DiagnosticDescriptor OutputChanged =
        new("CSB5006", DiagnosticSeverity.Warning, "An output file is not the one that was signed");
}
