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

    [TestMethod]
    public async Task A_name_that_no_system_has_is_told_like_any_that_does_not_exist()
    {
        await using var folder = Files();
        folder.Input = "a.dll\nb\0.dll\n";
        var selection = await SelectAsync(folder, "-");
        Assert.AreEqual("a.dll", selection.Files.Single().Name);
        Assert.AreEqual("CSB7001", selection.Missing.Single().Descriptor.Code);
    }

    [TestMethod]
    [OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
    public async Task Links_in_a_circle_give_each_file_once()
    {
        await using var folder = Files();
        Directory.CreateSymbolicLink(folder.File("sub", "up"), "..");
        Assert.AreEqual("a.dll sub/b.dll sub/deep/c.dll",
            string.Join(' ', (await SelectAsync(folder, "**/*.dll")).Files.Select(file => file.Name)));
    }

    [TestMethod]
    [OSCondition(OperatingSystems.Linux)]
    [DataRow("app/**/*.dll", 1)]
    [DataRow("app/*/*/*.dll", 0)]
    [DataRow("app/other*/**/*.dll", 0)]
    public async Task A_folder_that_cannot_be_read_is_told_where_the_pattern_leads_there(string pattern, int unreadable)
    {
        await using var folder = Files();
        folder.Write("app/other/deep/a.dll", "x");
        using var deep = new UnreachableFolder(folder, "app");
        var selection = await SelectAsync(folder, pattern);
        Assert.AreEqual("app/other/deep/a.dll", selection.Files.Single().Name);
        Assert.AreEqual(unreadable, selection.Missing.Count(missing => missing.Descriptor.Code == "CSB7002"));
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
