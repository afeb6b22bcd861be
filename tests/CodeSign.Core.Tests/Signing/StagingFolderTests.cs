using System.Runtime.Versioning;
using CodeSign.Signing;
using CodeSign.Testing;

namespace CodeSign.Core.Tests.Signing;

[TestClass]
public sealed class StagingFolderTests
{
    [TestMethod]
    public void What_a_dead_run_has_left_is_removed()
    {
        using var folder = new TemporaryFolder();
        folder.Write(".codesign-0123456789abcdef.lock", "");
        folder.Write(".codesign-0123456789abcdef-1.tmp", "half a file");
        folder.Write(".codesign-fedcba9876543210-7.tmp", "its lock is gone already");

        StagingFolder.Open(folder.Path).Dispose();

        Assert.IsEmpty(Directory.GetFiles(folder.Path));
    }

    [TestMethod]
    public void What_a_live_run_works_on_is_left_alone()
    {
        using var folder = new TemporaryFolder();
        using var live = StagingFolder.Open(folder.Path);
        var path = live.NewFile();

        StagingFolder.Open(folder.Path).Dispose();

        Assert.IsTrue(File.Exists(path));
    }

    [TestMethod]
    public void Files_that_only_look_alike_are_left_alone()
    {
        using var folder = new TemporaryFolder();
        string[] names =
        [
            ".codesign-", ".codesign-.tmp", ".codesign-x.lock", ".codesign-0123456789ABCDEF-1.tmp", ".codesign-0123456789abcdef-1.nupkg",
            ".codesign-0123456789abcdef", ".codesign-0123456789abcdef0.tmp", "codesign-0123456789abcdef-1.tmp", "a.tmp",
        ];
        foreach (var name in names)
            folder.Write(name, "");

        StagingFolder.Open(folder.Path).Dispose();

        CollectionAssert.AreEquivalent(names, Directory.GetFiles(folder.Path).Select(Path.GetFileName).ToArray());
    }

    [TestMethod]
    public void Many_runs_in_one_folder_never_take_each_others_files()
    {
        using var folder = new TemporaryFolder();

        Parallel.For(0, 300, new ParallelOptions { MaxDegreeOfParallelism = 8 }, _ =>
        {
            using var staging = StagingFolder.Open(folder.Path);
            var first = staging.NewFile();
            var second = staging.NewFile();
            File.WriteAllText(first, "content");
            Assert.IsTrue(File.Exists(first) && File.Exists(second));
        });

        Assert.IsEmpty(Directory.GetFiles(folder.Path));
    }

    [TestMethod]
    [OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
    [UnsupportedOSPlatform("windows")]
    public void Temporary_files_are_their_owners_alone()
    {
        using var folder = new TemporaryFolder();
        using var staging = StagingFolder.Open(folder.Path);

        Assert.AreEqual(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(staging.NewFile()));
    }
}
