using CodeSign.Diagnostics;

namespace CodeSign.Signing;

/// <summary>What can be wrong with whose a file is.</summary>
public static class PlanDiagnostics
{
    /// <summary>Our own file arrives signed by someone else.</summary>
    public static readonly DiagnosticDescriptor SignedBySomeoneElse =
        new("CSB2501", DiagnosticSeverity.Error, "Our own file is signed by someone else");

    /// <summary>A file was changed after it was signed.</summary>
    public static readonly DiagnosticDescriptor BrokenSignature =
        new("CSB2502", DiagnosticSeverity.Error, "A file's signature is broken");

    /// <summary>Other people's files are signed under roots that are not trusted here.</summary>
    public static readonly DiagnosticDescriptor UnknownSigners =
        new("CSB2503", DiagnosticSeverity.Warning, "Other people's files are signed under an unknown root");

    /// <summary>Nothing accounts for a file that could be signed.</summary>
    public static readonly DiagnosticDescriptor UnknownOrigin =
        new("CSB2504", DiagnosticSeverity.Error, "Nothing accounts for a file that could be signed");

    /// <summary>Other people's files are shipped unsigned.</summary>
    public static readonly DiagnosticDescriptor UnsignedThirdParty =
        new("CSB2505", DiagnosticSeverity.Warning, "Other people's files are shipped unsigned");

    /// <summary>A rule refuses a file.</summary>
    public static readonly DiagnosticDescriptor RefusedByRule =
        new("CSB2506", DiagnosticSeverity.Error, "A CodeSignFile rule refuses a file");

    /// <summary>A file that the build lists cannot be read.</summary>
    public static readonly DiagnosticDescriptor Unreadable =
        new("CSB2507", DiagnosticSeverity.Error, "A file to be shipped cannot be read");

    /// <summary>A rule has no pattern.</summary>
    public static readonly DiagnosticDescriptor EmptyPattern =
        new("CSB2508", DiagnosticSeverity.Error, "A CodeSignFile rule has no pattern");

    /// <summary>Other people's files were made anew by this build, and carry no signature.</summary>
    public static readonly DiagnosticDescriptor RewrittenThirdParty =
        new("CSB2511", DiagnosticSeverity.Warning, "Other people's files were rewritten by this build and are shipped unsigned");
}
