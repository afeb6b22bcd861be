using CodeSign.Signing;
using CodeSign.Testing;
using CodeSign.Verification;

namespace CodeSign.Core.Tests.FileSystem;

[TestClass]
[OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
public sealed class RegularFileTests
{
    [TestMethod]
    [Timeout(120_000)]
    public async Task A_named_pipe_is_refused_before_it_is_opened()
    {
        using var folder = new TemporaryFolder();
        Assert.AreEqual(0, (await Run.ProcessAsync("mkfifo", [folder.File("pipe.dll")])).ExitCode);
        File.CreateSymbolicLink(folder.File("link.dll"), "pipe.dll");
        foreach (var name in new[] { "pipe.dll", "link.dll" })
        {
            Assert.Contains("not a regular file", Assert.Throws<IOException>(() => SharedFile.OpenRead(folder.File(name))).Message);
            await Assert.ThrowsAsync<IOException>(
                () => new ArtifactVerifier().VerifyAsync(folder.File(name), VerificationOptions.Integrity, CancellationToken.None));
        }
    }

    [TestMethod]
    public void A_device_is_refused() => Assert.Throws<IOException>(() => SharedFile.OpenRead("/dev/null"));

    [TestMethod]
    public void An_empty_file_is_opened_also_by_a_link()
    {
        using var folder = new TemporaryFolder();
        folder.Write("empty", "");
        File.CreateSymbolicLink(folder.File("link"), "empty");
        foreach (var name in new[] { "empty", "link" })
        {
            using var file = SharedFile.OpenRead(folder.File(name));
            Assert.AreEqual(0, file.Length);
        }
    }
}
