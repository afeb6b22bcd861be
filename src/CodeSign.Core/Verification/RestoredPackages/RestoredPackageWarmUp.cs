using System.Text;

namespace CodeSign.Verification.RestoredPackages;

/// <summary>
/// Does on another thread what the first look at restored packages needs and no file changes, while it is still being found out what they are
/// held against. Where nothing has changed since the last time, that is most of the work.
/// </summary>
public static class RestoredPackageWarmUp
{
    private static readonly byte[] Sample = Encoding.UTF8.GetBytes(
        """
        {
          "version": 3, "packageFolders": {}, "targets": { "net10.0": { "a/1.0.0": { "compile": { "a.dll": {} } } } },
          "libraries": { "a/1.0.0": { "type": "package", "path": "a/1.0.0", "files": ["a.dll"] } }
        }
        """);

    /// <summary>Starts. There is no need to wait for the end: what is not ready when it is needed is made ready there.</summary>
    public static void Start() => Task.Run(() =>
    {
        VerificationWarmUp.LoadCryptography();
        AssetsFile.Parse("", Sample);
    });
}
