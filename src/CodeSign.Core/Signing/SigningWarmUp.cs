using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using CodeSign.Cms;
using CodeSign.Formats.PortableExecutable;

namespace CodeSign.Signing;

/// <summary>
/// Does on other threads, while a key is being opened, what the first signature of a process needs and neither key nor file
/// changes: 80 ms that nobody then waits for.
/// </summary>
public static class SigningWarmUp
{
    /// <summary>Starts. There is no need to wait for the end: what is not ready when it is needed is made ready there.</summary>
    /// <param name="verification">Whether what is signed will be verified too, as builds do.</param>
    public static void Start(bool verification = true)
    {
        Task.Run(LoadCryptography);
        Task.Run(() =>
        {
            LoadWriter();
            if (verification && OperatingSystem.IsLinux())
                LoadSystemStore();
        });
    }

    /// <summary>The platform's own cryptographic library.</summary>
    private static void LoadCryptography() => SHA256.HashData([]);

    /// <summary>The code that assembles what is signed.</summary>
    private static void LoadWriter() =>
        AuthenticodeContent.Create(new byte[DigestAlgorithm.Sha256.Size], DigestAlgorithm.Sha256, description: null, moreInformation: null);

    /// <summary>
    /// Linux alone: the platform reads the system's certificates before it builds its first chain, whatever that chain is to trust.
    /// </summary>
    private static void LoadSystemStore()
    {
        try
        {
            using var store = new X509Store(StoreName.Root, StoreLocation.LocalMachine);
            store.Open(OpenFlags.ReadOnly);
            foreach (var certificate in store.Certificates)
                certificate.Dispose();
        }
        catch (CryptographicException)
        {
            // A system without certificates is one where the platform finds nothing to read.
        }
    }
}
