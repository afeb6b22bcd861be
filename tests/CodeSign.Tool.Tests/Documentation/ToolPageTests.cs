using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;
using CodeSign.Core.Tests;
using CodeSign.Tool.Tests.Harness;

namespace CodeSign.Tool.Tests.Documentation;

/// <summary>Every command of docs/tool.md works, in the order of the page, where a build has left its packages and folders.</summary>
[TestClass]
public sealed partial class ToolPageTests
{
    [TestMethod]
    public async Task Every_example_of_the_page_works()
    {
        await using var folder = new ToolFolder();
        await ReleaseFolder.WritePackageAsync(folder);
        await ReleaseFolder.WritePublishedAsync(folder, "publish");
        await folder.SignedAssemblyAsync("bin/app.dll");
        await RestoredProject.CreateAsync(folder, ("compile", "lib/net10.0/Sample.dll"));
        await TestedFolder.WriteAsync(folder, folder.Assembly("output/App.dll"));
        folder.Write("install.sh", "echo hello\n");
        using (var release = ZipFile.Open(folder.File("release.zip"), ZipArchiveMode.Create))
            release.CreateEntryFromFile(folder.File(ReleaseFolder.Package), ReleaseFolder.Package);
        folder.Write("roots.pem", File.ReadAllText(folder.File("root.pem")));
        folder.Write("policy.json",
            """{ "schemaVersion": 1, "rules": [ { "name": "ours", "files": ["**"], "signers": [ { "subject": { "CN": "CodeSign Test" } } ] } ] }""");
        var commands = Commands("docs", "tool.md").ToList();
        Assert.IsGreaterThan(15, commands.Count);
        foreach (var command in commands)
            await RunAsync(folder, command);
    }

    /// <summary>With the tests' own signer in place of the example's, and the root that the tests trust.</summary>
    [TestMethod]
    public async Task What_the_README_shows_to_consumers_works()
    {
        await using var folder = new ToolFolder();
        await ReleaseFolder.WritePackageAsync(folder);
        File.Move(folder.File(ReleaseFolder.Package), folder.File("HelloLibrary.1.0.0.nupkg"));
        await folder.SignedAssemblyAsync("app/app.dll");
        folder.Write("policy.json", Blocks("README.md", "json").Single(block => block.Contains("rules", StringComparison.Ordinal))
            .Replace("Contoso Ltd", "CodeSign Tests", StringComparison.Ordinal));
        var commands = Commands("README.md").Where(command => command.StartsWith("dotnet codesign", StringComparison.Ordinal)).ToList();
        Assert.HasCount(2, commands);
        foreach (var command in commands)
        {
            await RunAsync(folder, command + " --trusted-root root.pem");
            Assert.AreEqual(4, (await folder.RunAsync([.. Split(command).Skip(2)])).ExitCode, "Nobody else trusts the tests' root.");
        }
    }

    [TestMethod]
    public void Every_command_and_option_is_on_the_page()
    {
        var page = File.ReadAllText(SourceTree.PathOf("docs", "tool.md"));
        using var writer = new StringWriter();
        foreach (var command in Leaves(CommandLine.Create(new ToolFolder().Host(writer, writer))))
            Assert.Contains($"## {command}", page, command);
    }

    private static IEnumerable<string> Leaves(System.CommandLine.Command command, string prefix = "")
    {
        foreach (var child in command.Subcommands)
        {
            var name = $"{prefix}{child.Name}";
            if (child.Subcommands.Count == 0 || child.Name == "dev")
                yield return name;
            else
                foreach (var leaf in Leaves(child, name + " "))
                    yield return leaf;
        }
    }

    private static IEnumerable<string> Commands(params string[] page) => Blocks(Path.Combine(page), "console")
        .SelectMany(block => block.Split('\n'))
        .Where(line => line.StartsWith("$ ", StringComparison.Ordinal))
        .Select(line => line[2..]);

    private static IEnumerable<string> Blocks(string page, string language)
    {
        StringBuilder? block = null;
        foreach (var line in File.ReadLines(SourceTree.PathOf(page)))
        {
            if (block is not null && line == "```")
            {
                yield return block.ToString();
                block = null;
            }
            else if (block is not null)
            {
                block.Append(line).Append('\n');
            }
            else if (line == $"```{language}")
            {
                block = new StringBuilder();
            }
        }
    }

    private static async Task RunAsync(ToolFolder folder, string command)
    {
        // Only files that are there to be signed are: an example must not depend on the one before it.
        foreach (var file in Signable().Matches(command).Select(match => match.Value))
            folder.Assembly(file);
        folder.Input = "";
        var (words, pipe) = (command, command.IndexOf(" | ", StringComparison.Ordinal));
        if (pipe > 0)
        {
            folder.Input = string.Join('\n',
                Directory.EnumerateFiles(folder.File("bin"), "*.dll").Select(path => Path.GetRelativePath(folder.Path, path)));
            words = command[(pipe + 3)..];
        }

        var arguments = Split(words.Replace("http://timestamp.example", folder.Timestamps.Address.AbsoluteUri, StringComparison.Ordinal));
        Assert.AreEqual("dotnet codesign", string.Join(' ', arguments.Take(2)), command);
        var result = await folder.RunAsync([.. arguments.Skip(2)]);
        Assert.AreEqual(0, result.ExitCode, $"{command}\n{result.Output}\n{result.Error}");
        Assert.AreNotEqual("", result.Output, command);

        // What was signed as an example is nobody else's example.
        foreach (var file in Signable().Matches(command).Select(match => match.Value))
            File.Delete(folder.File(file));
    }

    private static List<string> Split(string command)
    {
        var words = new List<string>();
        var (word, quote) = (new StringBuilder(), '\0');
        foreach (var c in command + ' ')
        {
            if (quote == '\0' && c is '"' or '\'')
                quote = c;
            else if (c == quote)
                quote = '\0';
            else if (c != ' ' || quote != '\0')
                word.Append(c);
            else if (word.Length > 0)
            {
                words.Add(word.ToString());
                word.Clear();
            }
        }

        return words;
    }

    [GeneratedRegex("bin/(new|scratch)\\.dll")]
    private static partial Regex Signable();
}
