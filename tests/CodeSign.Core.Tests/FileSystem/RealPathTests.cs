using CodeSign.FileSystem;
using CodeSign.Testing;

namespace CodeSign.Core.Tests.FileSystem;

[TestClass]
[OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
public sealed class RealPathTests
{
    [TestMethod]
    public void Above_a_link_is_what_is_above_its_target()
    {
        using var folder = new TemporaryFolder();
        var real = RealPath.Of(folder.Path);
        folder.Write("a/b/c/file", "x");
        Directory.CreateSymbolicLink(folder.File("link"), "a/b/c");
        File.CreateSymbolicLink(folder.File("file"), "link/../c/./file");
        Assert.AreEqual($"{real}/a/b/c/file", RealPath.Of(folder.File("file")));
        Assert.AreEqual($"{real}/a/b/none", RealPath.Of($"{folder.Path}/link/../none"));
    }

    [TestMethod]
    public void Links_in_a_circle_lead_nowhere()
    {
        using var folder = new TemporaryFolder();
        File.CreateSymbolicLink(folder.File("one"), "other");
        File.CreateSymbolicLink(folder.File("other"), "one");
        Assert.ThrowsExactly<IOException>(() => RealPath.Of(folder.File("one")));
    }
}
