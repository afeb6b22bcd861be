using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using CodeSign.Verification.Trust;

namespace CodeSign.Verification;

/// <summary>
/// The roots that verification trusts for one purpose: signers, or timestamp authorities. Immutable, and safe for use by several
/// threads at once. Nothing of the operating system's own trust is in it unless asked for.
/// </summary>
public sealed class TrustStore
{
    private readonly IRootSource[] _sources;

    private TrustStore(IRootSource[] sources) => _sources = sources;

    /// <summary>Trusts nobody.</summary>
    public static TrustStore Empty { get; } = new([]);

    /// <summary>Trusts the given roots. The certificates must stay undisposed as long as the store is used.</summary>
    public static TrustStore FromCertificates(IEnumerable<X509Certificate2> roots)
    {
        ArgumentNullException.ThrowIfNull(roots);
        return new TrustStore([new GivenRoots(roots)]);
    }

    /// <summary>
    /// Trusts the roots in a PEM file, but for those with keys under RSA 2048 or 256 bits of elliptic curve. The file is read
    /// when a root is first looked for.
    /// </summary>
    /// <exception cref="Diagnostics.CodeSignException">The file does not exist (CSB4002). Other faults show on first use.</exception>
    public static TrustStore FromPemFile(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (!File.Exists(path))
        {
            throw VerificationDiagnostics.UnreadableRoots.Exception(
                $"'{path}' {(Directory.Exists(path) ? "is a folder" : "does not exist")}.", "Give a file of root certificates in PEM form.");
        }

        return new TrustStore([new PemRoots(path)]);
    }

    /// <summary>The roots that NuGet trusts for signing code: those in a .NET SDK's folder (<c>.../sdk/10.0.100</c>).</summary>
    /// <exception cref="Diagnostics.CodeSignException">The SDK has no such file (CSB4002).</exception>
    public static TrustStore ForNuGetCodeSigning(string sdkDirectory) =>
        FromPemFile(Path.Combine(sdkDirectory, "trustedroots", "codesignctl.pem"));

    /// <summary>The roots that NuGet trusts for timestamps: those in a .NET SDK's folder (<c>.../sdk/10.0.100</c>).</summary>
    /// <exception cref="Diagnostics.CodeSignException">The SDK has no such file (CSB4002).</exception>
    public static TrustStore ForNuGetTimestamping(string sdkDirectory) =>
        FromPemFile(Path.Combine(sdkDirectory, "trustedroots", "timestampctl.pem"));

    /// <summary>The roots that the operating system trusts, on Windows and macOS.</summary>
    /// <exception cref="Diagnostics.CodeSignException">There is no such trust on this system (CSB4010).</exception>
    public static TrustStore ForSystem() => OperatingSystem.IsWindows() || OperatingSystem.IsMacOS()
        ? new TrustStore([new SystemRoots()])
        : throw VerificationDiagnostics.NoSystemTrust.Exception(
            "This system has no trust for signed code: the certificate bundles of Linux are meant for TLS.",
            "Leave system trust out: then the roots that NuGet trusts count. Or name the roots to trust.");

    /// <summary>Stands for the roots, hexadecimal: stores for which it is equal trust the same ones.</summary>
    /// <exception cref="Diagnostics.CodeSignException">A file of roots can't be read (CSB4002).</exception>
    internal string Fingerprint => Convert.ToHexStringLower(SHA256.HashData(_sources.SelectMany(source => source.Fingerprint()).ToArray()));

    /// <summary>Trusts what this store and another one trust.</summary>
    public TrustStore With(TrustStore other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return new TrustStore([.. _sources, .. other._sources]);
    }

    /// <summary>The roots whose subject has exactly this DER.</summary>
    public IReadOnlyList<X509Certificate2> FindBySubject(ReadOnlyMemory<byte> subject)
    {
        List<X509Certificate2> found = [];
        foreach (var source in _sources)
            source.Find(subject, found);
        return found;
    }
}
