using CodeSign.Build.Tests.Publish;
using CodeSign.Testing;

namespace CodeSign.Build.Tests.Documentation;

/// <summary>Runs the examples of docs/publish.md; its rules for rewritten files are run by the test of trimmed programs.</summary>
[TestClass]
[OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
public sealed class PublishPageTests
{
    [TestMethod]
    public async Task The_command_signs_what_the_page_says_and_so_it_does_what_a_target_adds()
    {
        await using var solution = new TestSolution();
        var page = MarkdownPage.Read("docs", "publish.md");
        File.Copy(typeof(TestIdentities).Assembly.Location, solution.File("Hello/plugins/Contoso.Plugin.dll"));
        var program = PublishTests.Program(solution).Xml(page.ExamplesIn("xml", "Targets of your own").Single());
        solution.Save();

        foreach (var command in page.Examples.Where(example => example.Language == "console").SelectMany(example => MarkdownExample.Commands(example.Text)))
            await Shell.RunAsync(solution, program.Folder, command);

        var published = new PublishedFolder(solution, Path.Combine(program.Folder, "published"));
        await published.EnsureSignedAsync("Hello.dll", "Helper.dll", "plugins/Contoso.Plugin.dll");
        Assert.AreEqual("Hello.1.0.0.codesign.json", published.Manifests.Single());
    }
}
