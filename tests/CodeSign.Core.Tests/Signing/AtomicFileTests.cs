using System.Runtime.Versioning;
using System.Text;
using CodeSign.Diagnostics;
using CodeSign.Signing;
using CodeSign.Testing;

namespace CodeSign.Core.Tests.Signing;

[TestClass]
public sealed class AtomicFileTests
{
    [TestMethod]
    public async Task A_file_is_written_whole_and_its_folder_is_made()
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "new", "folder", "file.json");

        await AtomicFile.WriteAsync(path, (file, token) => file.WriteAsync(Encoding.UTF8.GetBytes("new"), token).AsTask(), CancellationToken.None);

        Assert.AreEqual("new", File.ReadAllText(path));
        Assert.AreEqual(path, Directory.GetFiles(Path.GetDirectoryName(path)!).Single());
    }

    [TestMethod]
    public async Task A_writer_that_fails_leaves_the_old_file()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("file", "old");

        var failure = await Assert.ThrowsExactlyAsync<CodeSignException>(() => AtomicFile.WriteAsync(path, async (file, token) =>
        {
            await file.WriteAsync(new byte[100_000], token);
            throw new IOException("no space left");
        }, CancellationToken.None));

        Assert.AreEqual("CSB5001", failure.Diagnostic.Descriptor.Code);
        Assert.Contains("no space left", failure.Message);
        Assert.AreEqual("old", File.ReadAllText(path));
        Assert.ContainsSingle(Directory.GetFiles(folder.Path));
    }

    [TestMethod]
    public async Task A_copy_is_the_same_and_replaces_what_was_there()
    {
        using var folder = new TemporaryFolder();
        var source = folder.Write("source", "content");
        var destination = folder.Write("destination", "old");

        await AtomicFile.CopyAsync(source, destination, CancellationToken.None);

        Assert.AreEqual("content", File.ReadAllText(destination));
    }

    [TestMethod]
    [OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
    [UnsupportedOSPlatform("windows")]
    public async Task A_new_file_has_the_mode_that_new_files_have_here()
    {
        using var folder = new TemporaryFolder();
        var ordinary = folder.Write("ordinary", "");
        var path = folder.File("atomic");

        await AtomicFile.CopyAsync(ordinary, path, CancellationToken.None);

        Assert.AreEqual(File.GetUnixFileMode(ordinary), File.GetUnixFileMode(path));
    }
}
