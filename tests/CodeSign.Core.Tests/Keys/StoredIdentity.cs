using CodeSign.Keys.Development;

namespace CodeSign.Core.Tests.Keys;

/// <summary>A development identity that is made once for all tests that need no new one.</summary>
internal static class StoredIdentity
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private static readonly Lazy<Task<(string Identity, string Root)>> Made = new(MakeAsync);

    /// <summary>Puts it where the folder's options look for it.</summary>
    public static async Task PutAsync(KeyFolder folder)
    {
        var (identity, root) = await Made.Value;
        var place = Path.Combine(folder.Options.LocalApplicationData(), "CodeSign.Build", "development");
        Directory.CreateDirectory(place);
        KeyFolder.SetMode(place, OwnerOnly | UnixFileMode.UserExecute);
        Write(Path.Combine(place, "identity.pem"), identity);
        Write(Path.Combine(place, "root.pem"), root);
    }

    private static async Task<(string Identity, string Root)> MakeAsync()
    {
        using var folder = new KeyFolder();
        using var identity = await DevelopmentIdentity.OpenAsync(folder.Options, folder.Log, CancellationToken.None);
        var place = Path.GetDirectoryName(identity.RootCertificatePath)!;
        return (await File.ReadAllTextAsync(Path.Combine(place, "identity.pem")), await File.ReadAllTextAsync(identity.RootCertificatePath));
    }

    private static void Write(string path, string text)
    {
        File.WriteAllText(path, text);
        KeyFolder.SetMode(path, OwnerOnly);
    }
}
