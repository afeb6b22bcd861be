using CodeSign.Diagnostics;

namespace CodeSign.Signing.Cache;

/// <summary>What there is to say about the signature cache: CSB2520 to CSB2529. None of it keeps anything from being signed.</summary>
public static class CacheDiagnostics
{
    /// <summary>The cache's folder is open to others, and is not used.</summary>
    public static readonly DiagnosticDescriptor NotPrivate =
        new("CSB2520", DiagnosticSeverity.Warning, "The signature cache is not used");

    /// <summary>What an entry holds is not what was put there.</summary>
    public static readonly DiagnosticDescriptor EntryRefused =
        new("CSB2521", DiagnosticSeverity.Warning, "A cached signature was refused");

    /// <summary>The cache's folder can't be made, read or written.</summary>
    public static readonly DiagnosticDescriptor CannotStore =
        new("CSB2522", DiagnosticSeverity.Warning, "Signatures cannot be cached");
}
