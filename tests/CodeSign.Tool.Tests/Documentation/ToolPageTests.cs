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
        folder.Write("install.sh", "echo hello\n");
        folder.Write("roots.pem", File.ReadAllText(folder.File("root.pem")));
        folder.Write("policy.json", """{ "schemaVersion": 1, "rules": [ { "name": "ours", "files": ["**"], "signers": [ { "subject": { "CN": "CodeSign Test" } } ] } ] }""");
        var commands = Commands().ToList();
        Assert.IsGreaterThan(15, commands.Count);
        foreach (var command in commands)
            await RunAsync(folder, command);
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

    private static IEnumerable<string> Commands()
    {
        var isConsole = false;
        foreach (var line in File.ReadLines(SourceTree.PathOf("docs", "tool.md")))
        {
            if (line.StartsWith("```", StringComparison.Ordinal))
                isConsole = line == "```console";
            else if (isConsole && line.StartsWith("$ ", StringComparison.Ordinal))
                yield return line[2..];
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
            folder.Input = string.Join('\n', Directory.EnumerateFiles(folder.File("bin"), "*.dll").Select(path => Path.GetRelativePath(folder.Path, path)));
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
