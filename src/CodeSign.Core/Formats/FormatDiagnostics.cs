using CodeSign.Diagnostics;

namespace CodeSign.Formats;

/// <summary>What can be wrong with a file of any format.</summary>
public static class FormatDiagnostics
{
    /// <summary>The file is not what it was when it was opened.</summary>
    public static readonly DiagnosticDescriptor FileChanged =
        new("CSB2090", DiagnosticSeverity.Error, "The file changed while it was being signed");
}
