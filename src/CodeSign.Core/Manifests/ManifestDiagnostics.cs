using CodeSign.Diagnostics;

namespace CodeSign.Manifests;

/// <summary>What can be wrong with a signature manifest.</summary>
public static class ManifestDiagnostics
{
    /// <summary>The file can't be read as a manifest.</summary>
    public static readonly DiagnosticDescriptor Unreadable =
        new("CSB6001", DiagnosticSeverity.Error, "A signature manifest cannot be read");

    /// <summary>The manifest has a version that this code does not know.</summary>
    public static readonly DiagnosticDescriptor UnknownVersion =
        new("CSB6002", DiagnosticSeverity.Error, "A signature manifest has an unknown version");
}
