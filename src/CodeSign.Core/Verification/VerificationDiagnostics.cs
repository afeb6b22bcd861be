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

    /// <summary>The operating system has no trust for signed code.</summary>
    public static readonly DiagnosticDescriptor NoSystemTrust =
        new("CSB4010", DiagnosticSeverity.Error, "This system has no trust of its own for signed code");

    /// <summary>No .NET SDK was found, whose roots are trusted by default.</summary>
    public static readonly DiagnosticDescriptor NoTrustedRoots =
        new("CSB4011", DiagnosticSeverity.Error, "No list of trusted roots was found");

    /// <summary>A policy file can't be read, or is not as its schema demands.</summary>
    public static readonly DiagnosticDescriptor BadPolicy =
        new("CSB4012", DiagnosticSeverity.Error, "The verification policy can't be used");

    /// <summary>A policy file has a schema version that is not known here.</summary>
    public static readonly DiagnosticDescriptor UnknownPolicyVersion =
        new("CSB4013", DiagnosticSeverity.Error, "The verification policy has a version that is not known");

    /// <summary>A project's assets file can't be used.</summary>
    public static readonly DiagnosticDescriptor BadAssetsFile =
        new("CSB4020", DiagnosticSeverity.Error, "What a restore has decided can't be read");

    /// <summary>A project has no assets file.</summary>
    public static readonly DiagnosticDescriptor NoAssetsFile =
        new("CSB4021", DiagnosticSeverity.Error, "The project has not been restored");

    /// <summary>A restored package is not as it is demanded.</summary>
    public static readonly DiagnosticDescriptor PackageRefused =
        new("CSB7050", DiagnosticSeverity.Error, "A restored package is refused");
}
