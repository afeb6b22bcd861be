using CodeSign.Diagnostics;

namespace CodeSign.Formats.NuGetPackage;

/// <summary>What can be wrong with a package that is to be signed, and with a certificate that is to sign packages.</summary>
public static class NuGetPackageDiagnostics
{
    /// <summary>The zip archive is damaged or ambiguous.</summary>
    public static readonly DiagnosticDescriptor Malformed =
        new("CSB2101", DiagnosticSeverity.Error, "The package is not a well-formed zip archive");

    /// <summary>NU3006: zip64, or it would be once signed.</summary>
    public static readonly DiagnosticDescriptor Zip64 =
        new("CSB2102", DiagnosticSeverity.Error, "The package is too large to be signed");

    /// <summary>NU3039: no entry left for the signature.</summary>
    public static readonly DiagnosticDescriptor TooManyEntries =
        new("CSB2103", DiagnosticSeverity.Error, "The package has too many files to be signed");

    /// <summary>NU3001: the package is signed, and nobody said what is to be done about it.</summary>
    public static readonly DiagnosticDescriptor AlreadySigned =
        new("CSB2104", DiagnosticSeverity.Error, "The package is signed already");

    /// <summary>NU3005: the signature's entry is not as NuGet demands.</summary>
    public static readonly DiagnosticDescriptor MalformedSignatureEntry =
        new("CSB2105", DiagnosticSeverity.Error, "The package's signature entry is malformed");

    /// <summary>A package has one author signature.</summary>
    public static readonly DiagnosticDescriptor CannotAppend =
        new("CSB2106", DiagnosticSeverity.Error, "A package's signature can't be appended to");

    /// <summary>NU3013: the certificate is signed with an algorithm that NuGet refuses.</summary>
    public static readonly DiagnosticDescriptor CertificateSignatureAlgorithm =
        new("CSB2110", DiagnosticSeverity.Error, "NuGet refuses the certificate's signature algorithm");

    /// <summary>NU3014: the certificate's key is not RSA of 2048 bits or more.</summary>
    public static readonly DiagnosticDescriptor CertificateKey =
        new("CSB2111", DiagnosticSeverity.Error, "NuGet refuses the certificate's key");

    /// <summary>NU3015: the certificate is for lifetime signing.</summary>
    public static readonly DiagnosticDescriptor CertificateLifetimeSigning =
        new("CSB2112", DiagnosticSeverity.Error, "NuGet refuses certificates for lifetime signing");

    /// <summary>NU3017: the certificate is not valid yet.</summary>
    public static readonly DiagnosticDescriptor CertificateNotYetValid =
        new("CSB2113", DiagnosticSeverity.Error, "The package certificate is not valid yet");

    /// <summary>NU3018: the certificate has expired.</summary>
    public static readonly DiagnosticDescriptor CertificateExpired =
        new("CSB2114", DiagnosticSeverity.Error, "The package certificate has expired");

    /// <summary>NU3018: the certificate is for something else.</summary>
    public static readonly DiagnosticDescriptor CertificateUsage =
        new("CSB2115", DiagnosticSeverity.Error, "The package certificate is not for code signing");

    /// <summary>NU3018 for consumers: NuGet does not know the root.</summary>
    public static readonly DiagnosticDescriptor UnknownRoot =
        new("CSB2116", DiagnosticSeverity.Warning, "NuGet does not know the package certificate's root");
}
