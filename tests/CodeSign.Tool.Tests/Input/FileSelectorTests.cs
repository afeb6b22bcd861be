using CodeSign.Tool.Input;
using CodeSign.Tool.Tests.Harness;

namespace CodeSign.Tool.Tests.Input;

[TestClass]
public sealed class FileSelectorTests
{
    [TestMethod]
    [DataRow("*.dll", "a.dll")]
    [DataRow("**/*.dll", "a.dll sub/b.dll sub/deep/c.dll")]
    [DataRow("sub/**/*.dll", "sub/b.dll sub/deep/c.dll")]
    [DataRow("sub/*.dll", "sub/b.dll")]
    [DataRow("sub/?.dll", "sub/b.dll")]
    [DataRow("s*b/**/?.dll", "sub/b.dll sub/deep/c.dll")]
    public async Task A_pattern_gives_the_files_in_the_order_of_their_paths(string pattern, string expected)
    {
        await using var folder = Files();
        Assert.AreEqual(expected, string.Join(' ', (await SelectAsync(folder, pattern)).Files.Select(file => file.Name)));
    }

    [TestMethod]
    public async Task A_file_is_looked_at_once_however_often_it_is_named()
    {
        await using var folder = Files();
        Assert.HasCount(3, (await SelectAsync(folder, "a.dll", "./a.dll", "**/*.dll", "sub/../a.dll")).Files);
    }

    [TestMethod]
    [OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
    public async Task A_file_whose_name_looks_like_a_pattern_is_found_by_its_name()
    {
        await using var folder = Files();
        folder.Write("odd*.dll", "x");
        folder.Write("odder.dll", "x");
        Assert.AreEqual("odd*.dll", (await SelectAsync(folder, "odd*.dll")).Files.Single().Name);
    }

    [TestMethod]
    public async Task Names_are_read_from_standard_input_and_from_lists()
    {
        await using var folder = Files();
        folder.Input = "a.dll\n\nsub/b.dll\n";
        Assert.AreEqual("a.dll sub/b.dll", string.Join(' ', (await SelectAsync(folder, "-")).Files.Select(file => file.Name)));
        folder.Write("list.txt", "sub/**/*.dll\na.dll\n");
        Assert.HasCount(3, (await SelectAsync(folder, "@list.txt")).Files);
    }

    [TestMethod]
    public async Task What_matches_nothing_is_told_by_name()
    {
        await using var folder = Files();
        var selection = await SelectAsync(folder, "*.exe", "missing.dll");
        Assert.AreEqual("*.exe missing.dll", string.Join(' ', selection.Missing.Select(missing => missing.File)));
    }

    private static ToolFolder Files()
    {
        var folder = new ToolFolder();
        foreach (var name in new[] { "sub/deep/c.dll", "sub/b.dll", "a.dll", "sub/b.txt" })
            folder.Write(name, "x");
        return folder;
    }

    private static Task<FileSelection> SelectAsync(ToolFolder folder, params string[] names) =>
        new FileSelector(folder.Host(new StringWriter(), new StringWriter()), recurse: false).SelectAsync(names, CancellationToken.None);
}
