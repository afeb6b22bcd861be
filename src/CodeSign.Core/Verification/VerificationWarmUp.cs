using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace CodeSign.Verification;

/// <summary>
/// Does on another thread what the first verification of a process needs and no file changes, while it is still being found out what
/// there is to verify.
/// </summary>
public static class VerificationWarmUp
{
    /// <summary>Starts. There is no need to wait for the end: what is not ready when it is needed is made ready there.</summary>
    public static void Start() => Task.Run(() =>
    {
        LoadCryptography();
        if (OperatingSystem.IsLinux())
            LoadSystemStore();
    });

    /// <summary>Starts with what digests need. Packages that have not changed since they were accepted need no chain.</summary>
    public static void StartForDigests() => Task.Run(LoadCryptography);

    /// <summary>The platform's own cryptographic library.</summary>
    internal static void LoadCryptography() => SHA256.HashData([]);

    /// <summary>
    /// Linux alone: the platform reads the system's certificates before it builds its first chain, whatever that chain is to trust.
    /// </summary>
    internal static void LoadSystemStore()
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
