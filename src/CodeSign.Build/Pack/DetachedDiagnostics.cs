using CodeSign.Diagnostics;

namespace CodeSign.Build.Pack;

/// <summary>What can be wrong with files that are to get a signature beside them: CSB2140 to CSB2149.</summary>
public static class DetachedDiagnostics
{
    /// <summary>A file that a rule names is neither on disk nor in the package.</summary>
    public static readonly DiagnosticDescriptor FileMissing =
        new("CSB2140", DiagnosticSeverity.Error, "A file that is to get a detached signature is missing");

    /// <summary>Where the signature's file would go there is something else.</summary>
    public static readonly DiagnosticDescriptor PlaceTaken =
        new("CSB2141", DiagnosticSeverity.Error, "Something else stands where a detached signature goes");

    /// <summary>The error about a file that is no signature in a signature's place.</summary>
    internal static CodeSignException NoSignature(DetachedFile file) => PlaceTaken.Exception(
        $"{file.Signature} is no signature that can be read.",
        "Move it away, or set Existing=\"replace\" on the CodeSignFile item.", file.Source);
}
