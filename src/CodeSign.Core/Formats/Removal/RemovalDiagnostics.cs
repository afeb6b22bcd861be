using CodeSign.Diagnostics;

namespace CodeSign.Formats.Removal;

/// <summary>What keeps a signature in its file.</summary>
public static class RemovalDiagnostics
{
    /// <summary>The file is of no kind that carries a signature, or can't be written without it.</summary>
    public static readonly DiagnosticDescriptor CannotRemove =
        new("CSB7030", DiagnosticSeverity.Error, "A signature can't be taken out of the file");
}
