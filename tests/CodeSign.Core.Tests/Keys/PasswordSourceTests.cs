using System.Text;
using CodeSign.Keys;
using CodeSign.Testing;

namespace CodeSign.Core.Tests.Keys;

[TestClass]
public sealed class PasswordSourceTests
{
    [TestMethod]
    [DataRow("")]
    [DataRow("\n")]
    [DataRow("\r\n")]
    public async Task One_line_end_of_a_password_file_does_not_count(string lineEnd)
    {
        using var folder = FolderWithKey();
        folder.Write("password", KeyFolder.Secret + lineEnd);

        (await folder.OpenAsync("key.pfx")).Dispose();

        Assert.IsEmpty(folder.Log.Diagnostics);
    }

    [TestMethod]
    public async Task A_byte_order_mark_does_not_count()
    {
        using var folder = FolderWithKey();
        folder.Write("password", [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(KeyFolder.Secret)]);

        (await folder.OpenAsync("key.pfx")).Dispose();
    }

    [TestMethod]
    [DataRow("\n\n")]
    [DataRow(" \n")]
    public async Task Everything_else_in_a_password_file_counts(string end)
    {
        using var folder = FolderWithKey();
        folder.Write("password", KeyFolder.Secret + end);

        Assert.Contains("white space", (await folder.RefusalAsync("key.pfx", KeyDiagnostics.PasswordWrong)).Message);
    }

    [TestMethod]
    public async Task A_password_file_comes_before_the_variable()
    {
        using var folder = FolderWithKey().WithPassword("another");
        folder.Write("password", KeyFolder.Secret);

        (await folder.OpenAsync("key.pfx")).Dispose();
    }

    [TestMethod]
    public async Task A_password_file_that_cannot_be_used_is_refused_without_showing_it()
    {
        using var folder = FolderWithKey();
        await folder.RefusalAsync("key.pfx", KeyDiagnostics.PasswordFileUnusable);
        foreach (var content in (byte[][])[[], [(byte)'\n'], [0xff, 0xfe, .. "secret"u8], [.. "sec\0ret"u8], new byte[5000]])
        {
            folder.Write("password", content);
            var refusal = await folder.RefusalAsync("key.pfx", KeyDiagnostics.PasswordFileUnusable);
            Assert.AreEqual(folder.File("password"), refusal.File);
            Assert.DoesNotContain("sec", refusal.Cause);
        }
    }

    [TestMethod]
    [OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
    public async Task A_password_file_that_others_can_read_is_used_with_a_warning()
    {
        using var folder = FolderWithKey();
        var path = folder.Write("password", KeyFolder.Secret);
        KeyFolder.SetMode(path, UnixFileMode.UserRead | UnixFileMode.OtherRead);

        (await folder.OpenAsync("key.pfx")).Dispose();

        Assert.AreEqual("CSB1033", folder.Log.Codes.Single());
        folder.RequireSecrecy("");
    }

    [TestMethod]
    public async Task Another_variable_can_hold_the_password()
    {
        using var folder = FolderWithKey().WithPassword(variable: "RELEASE_PIN");
        folder.Options = folder.Options with { PasswordFile = null, PasswordVariable = "RELEASE_PIN" };

        (await folder.OpenAsync("key.pfx")).Dispose();

        folder.WithVariable("RELEASE_PIN", null);
        Assert.Contains("RELEASE_PIN", (await folder.RefusalAsync("key.pfx", KeyDiagnostics.PasswordMissing)).Message);
    }

    private static KeyFolder FolderWithKey()
    {
        var folder = new KeyFolder();
        TestIdentities.CodeSigning.WritePfx(folder.File("key.pfx"), KeyFolder.Secret);
        folder.Options = folder.Options with { PasswordFile = "password" };
        return folder;
    }
}
