using CodeSign.Tool.Tests.Harness;

namespace CodeSign.Tool.Tests;

[TestClass]
public sealed class CommandLineTests
{
    [TestMethod]
    [DataRow("nosuch --help", "There is no 'dotnet codesign nosuch'.")]
    [DataRow("verfy app.dll", "There is no 'dotnet codesign verfy'.")]
    [DataRow("manifest nosuch", "There is no 'dotnet codesign manifest nosuch'.")]
    [DataRow("verify app.dll --format xml", "--format takes text, json or sarif, and not 'xml'.")]
    [DataRow("inspect app.dll --format sarif", "--format takes text or json, and not 'sarif'.")]
    [DataRow("verify app.dll --revocation 1", "--revocation takes off, offline, online or require, and not '1'.")]
    [DataRow("sign app.dll --key key.pem --hash-algorithm MD5", "--hash-algorithm takes SHA256, SHA384 or SHA512, and not 'MD5'.")]
    public async Task What_makes_no_sense_is_told_first(string arguments, string message)
    {
        await using var folder = new ToolFolder();
        folder.Assembly();
        var result = (await folder.RunAsync(arguments.Split(' '))).Expect(2);
        Assert.StartsWith(message, result.Error);
        Assert.AreEqual("", result.Output);
    }

    [TestMethod]
    public async Task An_empty_name_is_no_name_of_the_current_folder()
    {
        await using var folder = new ToolFolder();
        Assert.Contains("empty name", (await folder.RunAsync("verify", "")).Expect(2).Error);
        Assert.Contains("empty name", (await folder.RunAsync("manifest", "verify", "")).Expect(2).Error);
    }

    [TestMethod]
    public async Task The_values_of_options_are_taken_in_any_case()
    {
        await using var folder = new ToolFolder();
        Assert.StartsWith("{", (await folder.RunAsync("verify", folder.Assembly(), "--format", "JSON")).Expect(3).Output);
    }
}
