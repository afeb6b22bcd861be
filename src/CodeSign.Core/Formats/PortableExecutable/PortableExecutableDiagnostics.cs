using CodeSign.Diagnostics;

namespace CodeSign.Formats.PortableExecutable;

/// <summary>What can be wrong with a PE file that is to be signed.</summary>
public static class PortableExecutableDiagnostics
{
    /// <summary>The headers contradict the format.</summary>
    public static readonly DiagnosticDescriptor Malformed =
        new("CSB2001", DiagnosticSeverity.Error, "The PE file's headers are malformed");

    /// <summary>Headers or sections reach beyond the end of the file.</summary>
    public static readonly DiagnosticDescriptor Truncated =
        new("CSB2002", DiagnosticSeverity.Error, "The PE file is truncated");

    /// <summary>The optional header has no entry for a certificate table.</summary>
    public static readonly DiagnosticDescriptor NoRoomForSignature =
        new("CSB2003", DiagnosticSeverity.Error, "The PE file has no room for a signature");

    /// <summary>The file is 4 GiB or larger, or would be once signed.</summary>
    public static readonly DiagnosticDescriptor TooLarge =
        new("CSB2004", DiagnosticSeverity.Error, "The PE file is too large to be signed");

    /// <summary>The certificate table lies where it can't, or its sizes contradict each other.</summary>
    public static readonly DiagnosticDescriptor MalformedCertificateTable =
        new("CSB2005", DiagnosticSeverity.Error, "The PE file's certificate table is malformed");

    /// <summary>Something follows the certificate table.</summary>
    public static readonly DiagnosticDescriptor DataBehindCertificateTable =
        new("CSB2006", DiagnosticSeverity.Error, "The PE file has data behind its certificate table");

    /// <summary>The certificate table holds bytes that belong to no signature.</summary>
    public static readonly DiagnosticDescriptor DataInCertificateTable =
        new("CSB2007", DiagnosticSeverity.Error, "The PE file has data hidden in its certificate table");

    /// <summary>The certificate table holds an entry that is not one Authenticode signature.</summary>
    public static readonly DiagnosticDescriptor UnknownCertificateEntry =
        new("CSB2008", DiagnosticSeverity.Error, "The PE file's certificate table has an entry that is not supported");

    /// <summary>The file is signed, and nobody said what is to be done about it.</summary>
    public static readonly DiagnosticDescriptor AlreadySigned =
        new("CSB2009", DiagnosticSeverity.Error, "The PE file is signed already");

    /// <summary>The signature that the file has can't take another one into it.</summary>
    public static readonly DiagnosticDescriptor CannotAppend =
        new("CSB2010", DiagnosticSeverity.Error, "The PE file's signature can't be appended to");
}
