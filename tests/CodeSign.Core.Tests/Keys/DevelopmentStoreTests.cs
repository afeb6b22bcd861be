using CodeSign.Keys.Development;
using CodeSign.Testing;

namespace CodeSign.Core.Tests.Keys;

/// <summary>An identity on disk that somebody has been at.</summary>
[TestClass]
public sealed class DevelopmentStoreTests
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    [TestMethod]
    [OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
    public async Task Everything_in_it_is_its_owners_alone()
    {
        using var folder = new KeyFolder();
        (await folder.OpenAsync("dev:")).Dispose();

        Assert.AreEqual("700 700 600 600 600", string.Join(' ',
            ((string[])["", "development", "development/identity.pem", "development/root.pem", "development.lock"]).Select(p => Mode(Place(folder, p)))));
    }

    [TestMethod]
    [OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
    [DataRow("", UnixFileMode.GroupWrite)]
    [DataRow("", UnixFileMode.OtherWrite)]
    [DataRow("development", UnixFileMode.GroupRead)]
    [DataRow("development", UnixFileMode.OtherExecute)]
    [DataRow("development/identity.pem", UnixFileMode.OtherRead)]
    [DataRow("development/identity.pem", UnixFileMode.GroupRead)]
    [DataRow("development/root.pem", UnixFileMode.OtherWrite)]
    public async Task What_is_open_to_others_is_refused(string part, UnixFileMode extra)
    {
        using var folder = await CreateAsync();
        var path = Place(folder, part);
        if (!OperatingSystem.IsWindows())
            KeyFolder.SetMode(path, File.GetUnixFileMode(path) | extra);

        var refusal = await folder.RefusalAsync("dev:", DevelopmentDiagnostics.NotPrivate);

        Assert.Contains($"'{path}'", refusal.Cause);
    }

    [TestMethod]
    [OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
    [DataRow("development")]
    [DataRow("development/identity.pem")]
    [DataRow("development/root.pem")]
    public async Task A_symbolic_link_is_refused(string part)
    {
        using var folder = await CreateAsync();
        var path = Place(folder, part);
        var elsewhere = folder.File("elsewhere");
        Directory.Move(path, elsewhere);
        File.CreateSymbolicLink(path, elsewhere);

        Assert.Contains("symbolic link", (await folder.RefusalAsync("dev:", DevelopmentDiagnostics.NotPrivate)).Message);
    }

    [TestMethod]
    [OSCondition(OperatingSystems.Linux)]
    [DataRow("")]
    [DataRow("development")]
    [DataRow("development/identity.pem")]
    public async Task What_belongs_to_another_user_is_refused(string part)
    {
        using var folder = await CreateAsync();
        if (Environment.UserName != "root")
            Assert.Inconclusive("Only root can give a file away.");

        (await Run.ProcessAsync("chown", ["12345", Place(folder, part)])).EnsureSuccess();

        Assert.Contains("another user", (await folder.RefusalAsync("dev:", DevelopmentDiagnostics.NotPrivate)).Message);
    }

    [TestMethod]
    public async Task A_damaged_identity_is_refused_with_the_way_out()
    {
        using var folder = await CreateAsync();
        var identity = Place(folder, "development/identity.pem");
        var root = Place(folder, "development/root.pem");
        var whole = File.ReadAllText(identity);
        var certificate = File.ReadAllText(root);
        var cut = whole.IndexOf("-----BEGIN CERTIFICATE", StringComparison.Ordinal);

        await RequireDamagedAsync(() => File.WriteAllText(identity, ""));
        await RequireDamagedAsync(() => File.WriteAllText(identity, whole[..(whole.Length / 2)]));
        await RequireDamagedAsync(() => File.WriteAllText(identity, whole[cut..]));
        await RequireDamagedAsync(() => File.WriteAllText(identity, whole[..cut] + certificate));
        await RequireDamagedAsync(() => File.WriteAllText(root, TestIdentities.Stranger.RootPem));
        await RequireDamagedAsync(() => File.Delete(root));
        await RequireDamagedAsync(() => File.Delete(identity));

        async Task RequireDamagedAsync(Action damage)
        {
            damage();
            var refusal = await folder.RefusalAsync("dev:", DevelopmentDiagnostics.Damaged);
            Assert.Contains("Delete that folder", refusal.Fix);
            File.WriteAllText(identity, whole);
            File.WriteAllText(root, certificate);
            KeyFolder.SetMode(identity, OwnerOnly);
            KeyFolder.SetMode(root, OwnerOnly);
            (await folder.OpenAsync("dev:")).Dispose();
        }
    }

    [TestMethod]
    public async Task What_a_killed_process_left_behind_is_removed_by_the_next_creation()
    {
        using var folder = new KeyFolder();
        var old = Directory.CreateDirectory(Place(folder, "development.new-0123"));
        var recent = Directory.CreateDirectory(Place(folder, "development.new-4567"));
        KeyFolder.SetMode(Place(folder, ""), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        old.LastWriteTimeUtc = DateTime.UtcNow.AddHours(-2);

        (await folder.OpenAsync("dev:")).Dispose();

        Assert.IsFalse(Directory.Exists(old.FullName));
        Assert.IsTrue(Directory.Exists(recent.FullName));
    }

    [TestMethod]
    public async Task A_cancelled_creation_leaves_nothing()
    {
        using var folder = new KeyFolder();
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        await Assert.ThrowsAsync<OperationCanceledException>(
            () => DevelopmentIdentity.OpenAsync(folder.Options, folder.Log, cancelled.Token));

        Assert.IsEmpty(Directory.EnumerateDirectories(Place(folder, "")));
    }

    [TestMethod]
    [DataRow("Jürg \"o'\\Brien\"; CN=x", "host", "DEVELOPMENT ONLY J_rg__o__Brien___CN_@host")]
    [DataRow("", "", "DEVELOPMENT ONLY unknown@unknown")]
    [DataRow("a", "ip-10-0-0-1.eu-central-1.compute.internal", "DEVELOPMENT ONLY a@ip-10-0-0-1.eu-central-1.c")]
    public void Names_of_users_and_machines_are_made_harmless(string user, string machine, string name) =>
        Assert.AreEqual(name, DevelopmentCertificates.CommonName(user, machine));

    private static async Task<KeyFolder> CreateAsync()
    {
        var folder = new KeyFolder();
        await StoredIdentity.PutAsync(folder);
        return folder;
    }

    private static string Place(KeyFolder folder, string part) =>
        Path.TrimEndingDirectorySeparator(Path.Combine(folder.Options.LocalApplicationData(), "CodeSign.Build", part));

    private static string Mode(string path) =>
        OperatingSystem.IsWindows() ? "" : Convert.ToString((int)File.GetUnixFileMode(path), 8);
}
