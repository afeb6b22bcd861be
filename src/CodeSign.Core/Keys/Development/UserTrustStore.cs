using System.Diagnostics;
using System.Security.Cryptography.X509Certificates;

namespace CodeSign.Keys.Development;

/// <summary>
/// The current user's own store of trusted roots, on Windows and macOS. The development root can only sign code and timestamps: its
/// extended key usage says so, and macOS is told so as well. Nothing is ever trusted for all users, or for TLS.
/// </summary>
public static class UserTrustStore
{
    /// <summary>Whether this system has one.</summary>
    public static bool Exists => OperatingSystem.IsWindows() || OperatingSystem.IsMacOS();

    /// <summary>Trusts a root. The system may ask the user.</summary>
    /// <param name="root">The root.</param>
    /// <param name="rootPath">Full path of a PEM file with it.</param>
    /// <exception cref="PlatformNotSupportedException">This system has no such store.</exception>
    /// <exception cref="InvalidOperationException">The system refused.</exception>
    public static void Add(X509Certificate2 root, string rootPath)
    {
        if (OperatingSystem.IsWindows())
            WithStore(store => store.Add(root));
        else if (OperatingSystem.IsMacOS())
            Security("add-trusted-cert", "-r", "trustRoot", "-p", "codeSign", "-p", "timestamping", rootPath);
        else
            throw new PlatformNotSupportedException();
    }

    /// <summary>Trusts a root no longer.</summary>
    /// <param name="root">The root.</param>
    /// <param name="rootPath">Full path of a PEM file with it.</param>
    /// <exception cref="PlatformNotSupportedException">This system has no such store.</exception>
    /// <exception cref="InvalidOperationException">The system refused.</exception>
    public static void Remove(X509Certificate2 root, string rootPath)
    {
        if (OperatingSystem.IsWindows())
            WithStore(store => store.Remove(root));
        else if (OperatingSystem.IsMacOS())
            Security("remove-trusted-cert", rootPath);
        else
            throw new PlatformNotSupportedException();
    }

    private static void WithStore(Action<X509Store> change)
    {
        using var store = new X509Store(StoreName.Root, StoreLocation.CurrentUser);
        store.Open(OpenFlags.ReadWrite);
        change(store);
    }

    /// <summary>
    /// macOS has user trust settings, and no API of .NET for them: /usr/bin/security sets them, without -d for all users.
    /// </summary>
    private static void Security(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("/usr/bin/security", arguments) { RedirectStandardError = true })
            ?? throw new InvalidOperationException("/usr/bin/security did not start.");
        var error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"/usr/bin/security refused: {error.Trim()}");
    }
}
