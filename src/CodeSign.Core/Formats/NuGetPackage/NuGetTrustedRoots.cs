using System.Security.Cryptography.X509Certificates;
using System.Text;
using CodeSign.Diagnostics;

namespace CodeSign.Formats.NuGetPackage;

/// <summary>
/// The roots that an SDK's NuGet trusts for code signing: a list of certificates in PEM. Parsing its hundreds of certificates would
/// cost more than signing a package, and is not needed to find one.
/// </summary>
public static class NuGetTrustedRoots
{
    private const string SystemRoots = "/etc/pki/ca-trust/extracted/pem/objsign-ca-bundle.pem";

    /// <summary>
    /// Finds the list that NuGet of an SDK uses on this machine: the system's, where it has one for code signing, or the SDK's own.
    /// </summary>
    /// <param name="sdk">The SDK's folder, which holds MSBuild and NuGet.</param>
    /// <returns>Its path, or <see langword="null"/> where there is none: on Windows, NuGet asks the system.</returns>
    public static string? Locate(string sdk)
    {
        ArgumentException.ThrowIfNullOrEmpty(sdk);
        if (OperatingSystem.IsWindows())
            return null;
        if (OperatingSystem.IsLinux() && new FileInfo(SystemRoots) is { Exists: true, Length: > 0 })
            return SystemRoots;

        var list = Path.Combine(sdk, "trustedroots", "codesignctl.pem");
        return File.Exists(list) ? list : null;
    }

    /// <summary>Warns where the list holds no certificate of the root's key.</summary>
    /// <param name="root">The last certificate of the signer's chain.</param>
    /// <param name="trustedRoots">The path of the list.</param>
    /// <returns>The warning, or <see langword="null"/> where NuGet knows the root.</returns>
    public static Diagnostic? Check(X509Certificate2 root, string trustedRoots)
    {
        ArgumentNullException.ThrowIfNull(root);
        ArgumentException.ThrowIfNullOrEmpty(trustedRoots);

        if (Contains(File.ReadAllBytes(trustedRoots), root))
            return null;
        return NuGetPackageDiagnostics.UnknownRoot.Create(
            $"NuGet does not know the root '{root.Subject}' that packages are signed under. Who restores them sees NU3018 and NU3042 as "
            + "warnings, and as errors where signatures are required; 'dotnet nuget verify' fails and nuget.org refuses the package.",
            "Use a certificate from a certificate authority that NuGet trusts, or have your users trust yours.");
    }

    /// <summary>
    /// Whether a list in PEM has a certificate with the subject and key of this one: a root that was issued anew has another encoding,
    /// and is trusted all the same.
    /// </summary>
    private static bool Contains(ReadOnlySpan<byte> pem, X509Certificate2 root)
    {
        var key = root.PublicKey.ExportSubjectPublicKeyInfo();
        var subject = root.SubjectName.RawData;
        var text = Encoding.Latin1.GetString(pem).AsSpan();
        var der = new byte[text.Length];
        while (System.Security.Cryptography.PemEncoding.TryFind(text, out var fields))
        {
            if (Convert.TryFromBase64Chars(text[fields.Base64Data], der, out var length)
                && der.AsSpan(0, length).IndexOf(key) >= 0 && der.AsSpan(0, length).IndexOf(subject) >= 0)
                return true;
            text = text[fields.Location.End..];
        }

        return false;
    }
}
