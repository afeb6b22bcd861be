using CodeSign.Cms;
using CodeSign.Formats.PortableExecutable;
using CodeSign.Threading;
using CodeSign.Verification;

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
        BlockingWork.Run(VerificationWarmUp.LoadCryptography);
        BlockingWork.Run(() =>
        {
            LoadWriter();
            if (verification && OperatingSystem.IsLinux())
                VerificationWarmUp.LoadSystemStore();
        });
    }

    /// <summary>The code that assembles what is signed.</summary>
    private static void LoadWriter() =>
        AuthenticodeContent.Create(new byte[DigestAlgorithm.Sha256.Size], DigestAlgorithm.Sha256, description: null, moreInformation: null);
}
