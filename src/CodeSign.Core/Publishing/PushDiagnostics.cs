using CodeSign.Diagnostics;

namespace CodeSign.Publishing;

/// <summary>What keeps a package from being published.</summary>
public static class PushDiagnostics
{
    /// <summary>The package carries no author signature.</summary>
    public static readonly DiagnosticDescriptor NotSigned = Error("CSB7020", "The package is not signed by its author");

    /// <summary>The package's signature does not hold, or its signer is not trusted.</summary>
    public static readonly DiagnosticDescriptor NotTrusted = Error("CSB7021", "The package's signature is not trusted");

    /// <summary>The package's signature is broken.</summary>
    public static readonly DiagnosticDescriptor Broken = Error("CSB7022", "The package is not what was signed");

    /// <summary>The package's signature has no timestamp.</summary>
    public static readonly DiagnosticDescriptor NotTimestamped = Error("CSB7023", "The package's signature has no timestamp");

    /// <summary>There is no manifest for the package.</summary>
    public static readonly DiagnosticDescriptor NoManifest = Error("CSB7024", "The package has no signature manifest");

    /// <summary>Package and manifest differ.</summary>
    public static readonly DiagnosticDescriptor NotAsBuilt = Error("CSB7025", "The package is not as its manifest says");

    /// <summary>A file in the package is not signed as the manifest says.</summary>
    public static readonly DiagnosticDescriptor FileNotTrusted = Error("CSB7026", "A file in the package is not signed as it should be");

    /// <summary>A development identity signed.</summary>
    public static readonly DiagnosticDescriptor Development = Error("CSB7027", "A development identity has signed the package");

    /// <summary>The file is no package, or none that a registry takes.</summary>
    public static readonly DiagnosticDescriptor NotPublishable = Error("CSB7028", "The file is no package that can be published");

    /// <summary>A build has left nothing that could be looked at.</summary>
    public static readonly DiagnosticDescriptor NothingBuilt = Error("CSB7029", "There is nothing of this build to verify");

    /// <summary>No signature stands beside the package's manifest.</summary>
    public static readonly DiagnosticDescriptor ManifestNotSigned = Error("CSB7040", "The package's manifest is not signed");

    /// <summary>The signature beside the package's manifest is by nobody who is trusted.</summary>
    public static readonly DiagnosticDescriptor ManifestNotTrusted =
        Error("CSB7041", "The signature of the package's manifest is not trusted");

    /// <summary>The signature beside the package's manifest is broken.</summary>
    public static readonly DiagnosticDescriptor ManifestBroken = Error("CSB7042", "The package's manifest is not what was signed");

    private static DiagnosticDescriptor Error(string code, string title) => new(code, DiagnosticSeverity.Error, title);
}
