using CodeSign.Diagnostics;

namespace CodeSign.Signing;

/// <summary>What can be wrong with a finished package.</summary>
public static class PackageDiagnostics
{
    /// <summary>The package holds a signable file that the plan knows nothing of.</summary>
    public static readonly DiagnosticDescriptor UnplannedEntry =
        new("CSB4501", DiagnosticSeverity.Error, "A package holds a file that is not in the plan");

    /// <summary>The package holds the unsigned file in place of the signed one.</summary>
    public static readonly DiagnosticDescriptor UnsignedEntry =
        new("CSB4502", DiagnosticSeverity.Error, "A package holds the unsigned file in place of the signed one");

    /// <summary>The package cannot be read.</summary>
    public static readonly DiagnosticDescriptor Unreadable =
        new("CSB4503", DiagnosticSeverity.Error, "A package cannot be read");

    /// <summary>The package's .nuspec cannot be read.</summary>
    public static readonly DiagnosticDescriptor BadNuspec =
        new("CSB4504", DiagnosticSeverity.Error, "A package's .nuspec cannot be read");
}
