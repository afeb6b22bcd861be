using CodeSign.Diagnostics;

namespace CodeSign.Keys;

/// <summary>What can be wrong with a signing key and its certificates: CSB1001 to CSB1099.</summary>
public static class KeyDiagnostics
{
    /// <summary>The key reference is empty, malformed, or of a scheme that does not exist.</summary>
    public static readonly DiagnosticDescriptor UnknownReference = Error("CSB1001", "The key reference is not understood");

    /// <summary>The key file is missing or can't be read.</summary>
    public static readonly DiagnosticDescriptor KeyFileUnreadable = Error("CSB1002", "The key file cannot be read");

    /// <summary>The key is encrypted and there is no password.</summary>
    public static readonly DiagnosticDescriptor PasswordMissing = Error("CSB1003", "The key needs a password");

    /// <summary>The password does not open the key.</summary>
    public static readonly DiagnosticDescriptor PasswordWrong = Error("CSB1004", "The password does not open the key");

    /// <summary>The password file is missing, unreadable, or not a password.</summary>
    public static readonly DiagnosticDescriptor PasswordFileUnusable = Error("CSB1005", "The password file cannot be used");

    /// <summary>The key file is neither PKCS #12 nor PEM, or its content is damaged.</summary>
    public static readonly DiagnosticDescriptor KeyFileDamaged = Error("CSB1006", "The key file is damaged or of an unknown format");

    /// <summary>The key file is of a known kind that is not supported.</summary>
    public static readonly DiagnosticDescriptor KeyFileUnsupported = Error("CSB1007", "The key file is of an unsupported kind");

    /// <summary>There are certificates in the key file, but no private key.</summary>
    public static readonly DiagnosticDescriptor NoPrivateKey = Error("CSB1008", "The key file holds no private key");

    /// <summary>Several keys or certificates could be meant.</summary>
    public static readonly DiagnosticDescriptor Ambiguous = Error("CSB1009", "More than one signing certificate is possible");

    /// <summary>No certificate belongs to the private key.</summary>
    public static readonly DiagnosticDescriptor NotAPair = Error("CSB1010", "Key and certificate do not belong together");

    /// <summary>The certificate file is missing or holds no certificates.</summary>
    public static readonly DiagnosticDescriptor CertificateFileUnusable = Error("CSB1011", "The certificate file cannot be used");

    /// <summary>An issuer is missing between the signing certificate and its root.</summary>
    public static readonly DiagnosticDescriptor ChainIncomplete = Error("CSB1012", "The certificate chain is incomplete");

    /// <summary>There is a private key and no certificate at all.</summary>
    public static readonly DiagnosticDescriptor NoCertificate = Error("CSB1013", "There is no certificate for the key");

    /// <summary>The key reference itself carries a password, PIN or token.</summary>
    public static readonly DiagnosticDescriptor SecretInReference = Error("CSB1014", "The key reference contains a secret");

    /// <summary>The key is of an algorithm or curve that signatures here can't use.</summary>
    public static readonly DiagnosticDescriptor UnsupportedAlgorithm = Error("CSB1015", "The key's algorithm is not supported");

    /// <summary>The key failed to sign.</summary>
    public static readonly DiagnosticDescriptor SigningFailed = Error("CSB1016", "The key failed to sign");

    /// <summary>A certificate can be read in part only.</summary>
    public static readonly DiagnosticDescriptor MalformedCertificate = Error("CSB1017", "A certificate is malformed");

    /// <summary>A certificate of the chain has expired.</summary>
    public static readonly DiagnosticDescriptor Expired = Error("CSB1020", "The certificate has expired");

    /// <summary>A certificate of the chain is not valid yet.</summary>
    public static readonly DiagnosticDescriptor NotYetValid = Error("CSB1021", "The certificate is not valid yet");

    /// <summary>The certificate is not for code signing.</summary>
    public static readonly DiagnosticDescriptor NotForCodeSigning = Error("CSB1022", "The certificate is not for code signing");

    /// <summary>The certificate's key usage leaves out digital signatures.</summary>
    public static readonly DiagnosticDescriptor NotForSignatures = Error("CSB1023", "The certificate does not allow signatures");

    /// <summary>A key of the chain is too short.</summary>
    public static readonly DiagnosticDescriptor WeakKey = Error("CSB1024", "The certificate's key is too weak");

    /// <summary>A certificate of the chain is signed with SHA-1, MD5 or older.</summary>
    public static readonly DiagnosticDescriptor WeakSignature = Error("CSB1025", "The certificate is signed with a weak digest");

    /// <summary>The signing certificate expires soon.</summary>
    public static readonly DiagnosticDescriptor ExpiresSoon = Warning("CSB1030", "The certificate expires soon");

    /// <summary>Signatures expire with the certificate in spite of their timestamps.</summary>
    public static readonly DiagnosticDescriptor LifetimeSigning = Warning("CSB1031", "Signatures will expire with the certificate");

    /// <summary>Other users can read the key file.</summary>
    public static readonly DiagnosticDescriptor KeyFileOpenToOthers = Warning("CSB1032", "The key file can be read by other users");

    /// <summary>Other users can read the password file.</summary>
    public static readonly DiagnosticDescriptor PasswordFileOpenToOthers =
        Warning("CSB1033", "The password file can be read by other users");

    /// <summary>The chain breaks a rule for certificate chains, so that no verifier accepts it.</summary>
    public static readonly DiagnosticDescriptor InvalidChain = Error("CSB1034", "The certificate chain breaks a rule");

    private static DiagnosticDescriptor Error(string code, string title) => new(code, DiagnosticSeverity.Error, title);

    private static DiagnosticDescriptor Warning(string code, string title) => new(code, DiagnosticSeverity.Warning, title);
}
