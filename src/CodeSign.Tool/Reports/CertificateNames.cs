using System.Security.Cryptography.X509Certificates;

namespace CodeSign.Tool.Reports;

/// <summary>How certificates are named to people.</summary>
internal static class CertificateNames
{
    /// <summary>The common name, or whatever else names the subject.</summary>
    public static string Short(X509Certificate2 certificate) =>
        certificate.GetNameInfo(X509NameType.SimpleName, forIssuer: false) is { Length: > 0 } name ? name : certificate.Subject;
}
