using CodeSign.FileSystem;
using CodeSign.Testing;

namespace CodeSign.Core.Tests.FileSystem;

[TestClass]
public sealed class FolderTreeTests
{
    [TestMethod]
    [OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
    public void Links_in_a_circle_end_and_files_keep_the_names_of_their_real_folders()
    {
        using var folder = new TemporaryFolder();
        folder.Write("a/z/1.dll", "x");
        Directory.CreateSymbolicLink(folder.File("a", "up"), "..");
        Directory.CreateSymbolicLink(folder.File("a", "again"), folder.File("a", "z"));
        Directory.CreateSymbolicLink(folder.File("first"), "a/z");
        Assert.AreEqual("a/z/1.dll", string.Join(' ', FolderTree.Read(folder.Path).Files));
    }

    [TestMethod]
    [OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
    public void A_folder_elsewhere_that_a_link_leads_to_is_entered()
    {
        using var folder = new TemporaryFolder();
        folder.Write("elsewhere/deep/2.dll", "x");
        folder.Write("app/1.dll", "x");
        Directory.CreateSymbolicLink(folder.File("app", "plugins"), "../elsewhere");
        Assert.AreEqual("1.dll plugins/deep/2.dll", string.Join(' ', FolderTree.Read(folder.File("app")).Files));
    }

    [TestMethod]
    public void A_folder_that_cannot_be_read_is_told_and_the_others_are_read()
    {
        using var folder = new TemporaryFolder();
        folder.Write("gone/1.dll", "x");
        folder.Write("there/2.dll", "x");
        var tree = FolderTree.Read(folder.Path, path =>
        {
            if (path == "gone")
                Directory.Delete(folder.File(path), recursive: true);
            return true;
        });
        Assert.AreEqual("there/2.dll", string.Join(' ', tree.Files));
        Assert.AreEqual(folder.File("gone"), tree.Unreadable.Single().Path);
    }

    [TestMethod]
    public void Hidden_files_are_found_and_folders_that_are_not_wanted_are_not_entered()
    {
        using var folder = new TemporaryFolder();
        folder.Write(".hidden/.1.dll", "x");
        folder.Write("other/2.dll", "x");
        Assert.AreEqual(".hidden/.1.dll", string.Join(' ', FolderTree.Read(folder.Path, path => path != "other").Files));
    }
}
