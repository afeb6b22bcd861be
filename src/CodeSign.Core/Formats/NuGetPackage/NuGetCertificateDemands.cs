using System.Globalization;
using System.Security.Cryptography.X509Certificates;
using CodeSign.Cms;
using CodeSign.Diagnostics;

namespace CodeSign.Formats.NuGetPackage;

/// <summary>
/// What NuGet demands of a certificate that signs packages. Checked before anything is signed, so that nobody learns it from
/// <c>dotnet nuget verify</c>, or from a registry, with an NU code.
/// </summary>
public static class NuGetCertificateDemands
{
    private const int MinimumKeySize = 2048;

    /// <summary>Tells everything that NuGet would refuse in a certificate; nothing where it accepts it.</summary>
    /// <param name="certificate">The certificate that is to sign packages.</param>
    /// <param name="now">The time of signing.</param>
    public static IReadOnlyList<Diagnostic> Check(X509Certificate2 certificate, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(certificate);

        Diagnostic?[] findings =
        [
            SignatureAlgorithm(certificate), Key(certificate), LifetimeSigning(certificate), Usage(certificate), Validity(certificate, now),
        ];
        return [.. findings.OfType<Diagnostic>()];
    }

    private static Diagnostic? SignatureAlgorithm(X509Certificate2 certificate)
    {
        var algorithm = certificate.SignatureAlgorithm;
        return algorithm.Value is Oids.RsaWithSha256 or Oids.RsaWithSha384 or Oids.RsaWithSha512
            ? null
            : NuGetPackageDiagnostics.CertificateSignatureAlgorithm.Create(
                $"{Name(certificate)} is itself signed with {algorithm.FriendlyName ?? algorithm.Value}; NuGet accepts RSA with "
                + "SHA-256, SHA-384 or SHA-512 (NU3013).",
                "Name another certificate for packages in CodeSignPackageKey, or leave packages unsigned (CodeSignPackages=false).");
    }

    private static Diagnostic? Key(X509Certificate2 certificate)
    {
        var algorithm = certificate.PublicKey.Oid;
        string found;
        if (algorithm.Value != Oids.Rsa)
        {
            found = $"a key of the kind {algorithm.FriendlyName ?? algorithm.Value}";
        }
        else
        {
            using var key = certificate.GetRSAPublicKey();
            if (key is null || key.KeySize >= MinimumKeySize)
                return null;
            found = $"an RSA key of {key.KeySize} bits";
        }

        return NuGetPackageDiagnostics.CertificateKey.Create(
            $"{Name(certificate)} has {found}; NuGet accepts RSA keys of {MinimumKeySize} bits or more (NU3014).",
            "Name an RSA key for packages in CodeSignPackageKey, or leave packages unsigned (CodeSignPackages=false).");
    }

    private static Diagnostic? LifetimeSigning(X509Certificate2 certificate) =>
        HasUsage(certificate, Oids.LifetimeSigning) is true
            ? NuGetPackageDiagnostics.CertificateLifetimeSigning.Create(
                $"{Name(certificate)} has the extended key usage 'lifetime signing' ({Oids.LifetimeSigning}); NuGet refuses it (NU3015).",
                "Name another certificate for packages in CodeSignPackageKey.")
            : null;

    // The usage 'any' does not help: NuGet looks for code signing itself.
    private static Diagnostic? Usage(X509Certificate2 certificate) =>
        HasUsage(certificate, Oids.CodeSigning) is false
            ? NuGetPackageDiagnostics.CertificateUsage.Create(
                $"{Name(certificate)} has extended key usages, and code signing ({Oids.CodeSigning}) is not one of them (NU3018).",
                "Name a code-signing certificate for packages in CodeSignPackageKey.")
            : null;

    private static Diagnostic? Validity(X509Certificate2 certificate, DateTimeOffset now)
    {
        var (start, end) = (certificate.NotBefore.ToUniversalTime(), certificate.NotAfter.ToUniversalTime());
        if (now.UtcDateTime < start)
        {
            return NuGetPackageDiagnostics.CertificateNotYetValid.Create(
                $"{Name(certificate)} is valid from {Format(start)}, and it is {Format(now.UtcDateTime)} (NU3017).",
                "Check the clock of this machine, or sign with another certificate.");
        }

        return now.UtcDateTime <= end
            ? null
            : NuGetPackageDiagnostics.CertificateExpired.Create(
                $"{Name(certificate)} was valid until {Format(end)}, and it is {Format(now.UtcDateTime)} (NU3018).",
                "Renew the certificate, or sign with another one.");
    }

    /// <summary>Whether a usage is listed; <see langword="null"/> where the certificate lists none at all.</summary>
    private static bool? HasUsage(X509Certificate2 certificate, string oid)
    {
        var usages = certificate.Extensions.OfType<X509EnhancedKeyUsageExtension>().FirstOrDefault()?.EnhancedKeyUsages;
        return usages?.OfType<System.Security.Cryptography.Oid>().Any(u => u.Value == oid);
    }

    private static string Name(X509Certificate2 certificate) => $"The certificate '{certificate.Subject}'";

    private static string Format(DateTime time) => time.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
