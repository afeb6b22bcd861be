using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using CodeSign.Verification.Messages;

namespace CodeSign.Verification.Trust;

/// <summary>What the certificate at a path's beginning must say about itself, beyond what path validation asks for.</summary>
internal static class LeafRules
{
    /// <summary>Finds fault with key usage and extended key usage.</summary>
    public static void Check(X509Certificate2 leaf, string usage, FindingCollector findings)
    {
        CheckExtendedUsage(leaf, usage, findings);
        CheckKeyUsage(leaf, usage, findings);
    }

    /// <summary>Whether a certificate has an extended key usage.</summary>
    public static bool HasUsage(X509Certificate2 certificate, string usage) =>
        ExtendedUsage(certificate) is { } extension && extension.EnhancedKeyUsages.Cast<Oid>().Any(oid => oid.Value == usage);

    /// <summary>Whether timeStamping is the only extended key usage, in a critical extension (RFC 3161, section 2.3).</summary>
    public static bool IsOnlyForTimestamping(X509Certificate2 certificate) =>
        ExtendedUsage(certificate) is { Critical: true, EnhancedKeyUsages: [{ Value: MessageOids.TimestampingUsage }] };

    /// <summary>What a person calls an extended key usage.</summary>
    public static string UsageName(string usage) => usage switch
    {
        MessageOids.CodeSigningUsage => "code signing",
        MessageOids.TimestampingUsage => "timestamping",
        _ => usage,
    };

    private static void CheckExtendedUsage(X509Certificate2 leaf, string usage, FindingCollector findings)
    {
        if (ExtendedUsage(leaf) is null)
        {
            findings.Untrusted(
                FindingKind.WrongCertificateUsage,
                $"'{leaf.Subject}' has no extended key usage, so it is not said to be for {UsageName(usage)}.");
        }
        else if (!HasUsage(leaf, usage))
        {
            findings.Untrusted(
                FindingKind.WrongCertificateUsage, $"'{leaf.Subject}' is not meant for {UsageName(usage)} ({usage}).");
        }
    }

    private static void CheckKeyUsage(X509Certificate2 leaf, string usage, FindingCollector findings)
    {
        // RFC 5280, section 4.2.1.12: code signing goes with digitalSignature, timestamping with nonRepudiation too.
        var signing = usage == MessageOids.TimestampingUsage
            ? X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.NonRepudiation
            : X509KeyUsageFlags.DigitalSignature;
        var keyUsage = leaf.Extensions.OfType<X509KeyUsageExtension>().FirstOrDefault();
        if (keyUsage is not null && (keyUsage.KeyUsages & signing) == 0)
        {
            findings.Untrusted(
                FindingKind.WrongCertificateUsage,
                $"The key of '{leaf.Subject}' is not for digital signatures (key usage: {keyUsage.KeyUsages}).");
        }
    }

    private static X509EnhancedKeyUsageExtension? ExtendedUsage(X509Certificate2 certificate) =>
        certificate.Extensions.OfType<X509EnhancedKeyUsageExtension>().FirstOrDefault();
}
