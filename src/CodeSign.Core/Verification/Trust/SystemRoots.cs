using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace CodeSign.Verification.Trust;

/// <summary>
/// The roots that Windows or macOS trusts, for the machine and for the user, without those that the user or an administrator has
/// disallowed. Windows fetches some of its roots only when its own verification needs them; those are not here before.
/// </summary>
internal sealed class SystemRoots : IRootSource
{
    private readonly Lazy<GivenRoots> _roots = new(Read);

    public void Find(ReadOnlyMemory<byte> subject, ICollection<X509Certificate2> found) => _roots.Value.Find(subject, found);

    public byte[] Fingerprint() => _roots.Value.Fingerprint();

    private static GivenRoots Read()
    {
        var disallowed = ReadStores(StoreName.Disallowed).Select(certificate => certificate.Thumbprint).ToHashSet();
        var roots = ReadStores(StoreName.Root)
            .Where(root => !disallowed.Contains(root.Thumbprint) && CertificateStrength.KeyWeakness(root) is null)
            .DistinctBy(root => root.Thumbprint);
        return new GivenRoots(roots);
    }

    private static List<X509Certificate2> ReadStores(StoreName name)
    {
        List<X509Certificate2> certificates = [];
        foreach (var location in new[] { StoreLocation.LocalMachine, StoreLocation.CurrentUser })
        {
            try
            {
                using var store = new X509Store(name, location, OpenFlags.ReadOnly | OpenFlags.OpenExistingOnly);
                certificates.AddRange(store.Certificates);
            }
            catch (CryptographicException)
            {
                // A store that does not exist holds nothing.
            }
        }

        return certificates;
    }
}
