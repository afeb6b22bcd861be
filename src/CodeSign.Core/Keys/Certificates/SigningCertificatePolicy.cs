using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using CodeSign.Diagnostics;

namespace CodeSign.Keys.Certificates;

/// <summary>
/// What a chain must be to sign code with: refused here, before anything is written, is what would make signatures that nobody
/// accepts, or that nobody should.
/// </summary>
internal sealed class SigningCertificatePolicy(TimeProvider timeProvider)
{
    private const int MinRsaBits = 2048;
    private const int MinCurveBits = 256;
    private const string CodeSigning = "1.3.6.1.5.5.7.3.3";
    private const string AnyUsage = "2.5.29.37.0";
    private const string LifetimeSigning = "1.3.6.1.4.1.311.10.3.13";

    /// <summary>Judges a chain.</summary>
    /// <param name="chain">The chain, the signer's certificate first.</param>
    /// <param name="kind">Where the key comes from: a development identity is renewed by itself.</param>
    /// <param name="source">Where the certificate comes from, for messages.</param>
    /// <param name="log">Takes the warnings.</param>
    /// <exception cref="CodeSignException">The chain is not fit for signing.</exception>
    public void Check(IReadOnlyList<X509Certificate2> chain, KeyKind kind, string source, IEngineLog log)
    {
        var leaf = chain[0];
        foreach (var certificate in chain)
            RequireValidNow(certificate, source);

        RequireSignatureUsage(leaf, source);
        RequireCodeSigning(leaf, source);
        foreach (var issuer in chain.Skip(1))
            RequireIssuerForCodeSigning(issuer, source);

        RequireSupportedAlgorithm(leaf, source);
        foreach (var certificate in chain)
            RequireStrength(certificate, source);

        RequireCertificateSigning(chain, source);

        WarnOfLifetimeSigning(leaf, source, log);
        if (kind != KeyKind.Development)
            WarnOfExpiry(leaf, source, log);
    }

    private void RequireValidNow(X509Certificate2 certificate, string source)
    {
        var now = timeProvider.GetUtcNow();
        if (now > End(certificate))
            throw KeyDiagnostics.Expired.Exception(
                $"The certificate '{certificate.Subject}' expired on {Show(End(certificate))}.",
                "Renew it with its issuer, and replace key and certificate files with the new ones.", source);

        if (now < Start(certificate))
            throw KeyDiagnostics.NotYetValid.Exception(
                $"The certificate '{certificate.Subject}' is valid from {Show(Start(certificate))}, and it is {Show(now)} now.",
                "Check this machine's clock; otherwise wait, or sign with the previous certificate until then.", source);
    }

    private static void RequireSignatureUsage(X509Certificate2 leaf, string source)
    {
        if (KeyUsage(leaf) is { } usage && !usage.HasFlag(X509KeyUsageFlags.DigitalSignature))
            throw KeyDiagnostics.NotForSignatures.Exception(
                $"The certificate '{leaf.Subject}' allows only {usage}, and not DigitalSignature (key usage).",
                "Use a certificate that was issued for code signing.", source);
    }

    private static void RequireCodeSigning(X509Certificate2 leaf, string source)
    {
        var usages = Usages(leaf);
        if (usages is null)
            throw KeyDiagnostics.NotForCodeSigning.Exception(
                $"The certificate '{leaf.Subject}' has no extended key usage.",
                $"Use a certificate that was issued for code signing (extended key usage {CodeSigning}).", source);

        if (!usages.Contains(CodeSigning))
            throw KeyDiagnostics.NotForCodeSigning.Exception(
                $"The certificate '{leaf.Subject}' is for {string.Join(", ", usages)} (extended key usage), and not for code signing.",
                $"Use a certificate that was issued for code signing (extended key usage {CodeSigning}).", source);
    }

    /// <summary>Verifiers take an issuer's extended key usage as a limit on everything that it issues.</summary>
    private static void RequireIssuerForCodeSigning(X509Certificate2 issuer, string source)
    {
        if (Usages(issuer) is { } usages && !usages.Contains(CodeSigning) && !usages.Contains(AnyUsage))
            throw KeyDiagnostics.NotForCodeSigning.Exception(
                $"The issuer '{issuer.Subject}' may not issue certificates for code signing: its extended key usage is "
                + $"{string.Join(", ", usages)}.",
                "Use a certificate from an issuer for code signing.", source);
    }

    /// <summary>
    /// RFC 5280, section 4.2.1.3: where an authority has a key usage, it includes keyCertSign. A self-signed certificate that says it is
    /// an authority is one, even where it signs nothing but code.
    /// </summary>
    private static void RequireCertificateSigning(IReadOnlyList<X509Certificate2> chain, string source)
    {
        var authorities = chain.Where((certificate, index) => index > 0 || chain.Count == 1 && IsAuthority(certificate));
        var unfit = authorities.FirstOrDefault(
            c => KeyUsage(c) is { } usage && !usage.HasFlag(X509KeyUsageFlags.KeyCertSign));
        if (unfit is null)
            return;

        throw KeyDiagnostics.InvalidChain.Exception(
            $"The certificate '{unfit.Subject}' is a certification authority's, but its key usage ({KeyUsage(unfit)}) does not include "
            + "KeyCertSign.",
            chain.Count == 1
                ? "Make a self-signed certificate for code signing without CA:TRUE (basic constraints), or with keyCertSign in its key usage."
                : "Show this to the certification authority, and get a certificate whose chain is in order.",
            source);
    }

    private static void RequireSupportedAlgorithm(X509Certificate2 leaf, string source)
    {
        var oid = leaf.PublicKey.Oid.Value;
        if (oid == KeyAlgorithms.RsaOid)
            return;

        if (oid != KeyAlgorithms.EcPublicKeyOid)
            throw Unsupported(leaf, KeyAlgorithms.Describe(oid), source);

        using var key = leaf.GetECDsaPublicKey();
        var curve = key?.ExportParameters(false).Curve;
        if (curve is null || !KeyAlgorithms.IsSupportedCurve(curve.Value))
            throw Unsupported(leaf, "an elliptic curve other than P-256, P-384 and P-521", source);
    }

    private static void RequireStrength(X509Certificate2 certificate, string source)
    {
        using var rsa = certificate.PublicKey.Oid.Value == KeyAlgorithms.RsaOid ? certificate.GetRSAPublicKey() : null;
        if (rsa is not null && rsa.KeySize < MinRsaBits)
            throw KeyDiagnostics.WeakKey.Exception(
                $"The RSA key of the certificate '{certificate.Subject}' has {rsa.KeySize} bits; at least {MinRsaBits} are needed.",
                "Get a certificate for a longer key: 3072 bits are usual for code signing.", source);

        using var ecdsa = certificate.PublicKey.Oid.Value == KeyAlgorithms.EcPublicKeyOid ? certificate.GetECDsaPublicKey() : null;
        if (ecdsa is not null && ecdsa.KeySize < MinCurveBits)
            throw KeyDiagnostics.WeakKey.Exception(
                $"The elliptic-curve key of the certificate '{certificate.Subject}' has {ecdsa.KeySize} bits; at least {MinCurveBits} are needed.",
                "Get a certificate from an issuer with a longer key.", source);

        // A root is trusted for itself; nothing depends on the signature it carries.
        if (CertificateChainCompletion.IsSelfSigned(certificate) || DigestOf(certificate) is not { } weak)
            return;

        throw KeyDiagnostics.WeakSignature.Exception(
            $"The certificate '{certificate.Subject}' is signed with {weak}.",
            "Get a certificate that is signed with SHA-256 or better, by an issuer whose certificates are.", source);
    }

    private void WarnOfExpiry(X509Certificate2 leaf, string source, IEngineLog log)
    {
        var life = End(leaf) - Start(leaf);
        var left = End(leaf) - timeProvider.GetUtcNow();
        var notice = life / 10 < TimeSpan.FromDays(30) ? life / 10 : TimeSpan.FromDays(30);
        if (left < notice)
            log.Report(KeyDiagnostics.ExpiresSoon.Create(
                $"The certificate '{leaf.Subject}' expires on {Show(End(leaf))}, in {Describe(left)}.",
                "Renew it: from then on nothing can be signed with it.", source));
    }

    private static void WarnOfLifetimeSigning(X509Certificate2 leaf, string source, IEngineLog log)
    {
        if (Usages(leaf)?.Contains(LifetimeSigning) == true)
            log.Report(KeyDiagnostics.LifetimeSigning.Create(
                $"The certificate '{leaf.Subject}' is for lifetime signing ({LifetimeSigning}): what it signs is valid only until "
                + $"{Show(End(leaf))}, in spite of timestamps.",
                "Use a certificate without that usage; NuGet refuses this one.", source));
    }

    /// <summary>The weak digest that a certificate is signed with, or <see langword="null"/>.</summary>
    private static string? DigestOf(X509Certificate2 certificate)
    {
        var oid = certificate.SignatureAlgorithm.Value;
        if (oid is "1.2.840.113549.1.1.2" or "1.2.840.113549.1.1.3")
            return "MD2 or MD4";

        var digest = CertificateSignature.DigestOf(certificate);
        return digest == HashAlgorithmName.MD5 || digest == HashAlgorithmName.SHA1 ? digest.Value.Name : null;
    }

    private static bool IsAuthority(X509Certificate2 certificate) =>
        certificate.Extensions.OfType<X509BasicConstraintsExtension>().Any(constraints => constraints.CertificateAuthority);

    /// <summary>The key usage, or <see langword="null"/> where the certificate sets no limit.</summary>
    private static X509KeyUsageFlags? KeyUsage(X509Certificate2 certificate) =>
        certificate.Extensions.OfType<X509KeyUsageExtension>().FirstOrDefault()?.KeyUsages;

    /// <summary>The extended key usages, or <see langword="null"/> where the certificate sets no limit.</summary>
    private static List<string>? Usages(X509Certificate2 certificate)
    {
        var extension = certificate.Extensions.OfType<X509EnhancedKeyUsageExtension>().FirstOrDefault();
        return extension?.EnhancedKeyUsages.Cast<Oid>().Select(o => o.Value ?? "").ToList();
    }

    private static CodeSignException Unsupported(X509Certificate2 leaf, string algorithm, string source) =>
        KeyDiagnostics.UnsupportedAlgorithm.Exception(
            $"The certificate '{leaf.Subject}' is for {algorithm}.",
            "Use an RSA key (Authenticode and NuGet), or ECDSA with P-256, P-384 or P-521 (Authenticode only).", source);

    private static DateTimeOffset Start(X509Certificate2 certificate) => certificate.NotBefore.ToUniversalTime();

    private static DateTimeOffset End(X509Certificate2 certificate) => certificate.NotAfter.ToUniversalTime();

    private static string Show(DateTimeOffset time) => time.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);

    private static string Describe(TimeSpan left) =>
        left.TotalDays >= 2 ? Quantity.Of((int)left.TotalDays, "day") : Quantity.Of((int)left.TotalHours, "hour");
}
