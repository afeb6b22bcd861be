using CodeSign.Diagnostics;

namespace CodeSign.TestGate;

/// <summary>Whether shipped assemblies were tested so that they may be signed, and the facts that this rests on.</summary>
public sealed record TestVerdict
{
    /// <summary>The runs that count.</summary>
    public required IReadOnlyList<JudgedRun> Runs { get; init; }

    /// <summary>All shipped assemblies, in the order in which they were given.</summary>
    public required IReadOnlyList<JudgedAssembly> Assemblies { get; init; }

    /// <summary>What speaks against signing, and what the user should know.</summary>
    public required IReadOnlyList<Diagnostic> Diagnostics { get; init; }

    /// <summary>Whether nothing may be signed.</summary>
    public bool HasErrors => Diagnostics.Any(diagnostic => diagnostic.Descriptor.Severity == DiagnosticSeverity.Error);
}
