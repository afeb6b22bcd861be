using CodeSign.Diagnostics;

namespace CodeSign.Verification;

/// <summary>What the verifier tells users through the build's diagnostics.</summary>
public static class VerificationDiagnostics
{
    /// <summary>A signed output did not pass verification.</summary>
    public static readonly DiagnosticDescriptor NotTrusted =
        new("CSB4001", DiagnosticSeverity.Error, "A signed output did not pass verification");

    /// <summary>A file of trusted roots can't be used.</summary>
    public static readonly DiagnosticDescriptor UnreadableRoots =
        new("CSB4002", DiagnosticSeverity.Error, "A file of trusted roots can't be used");
}
