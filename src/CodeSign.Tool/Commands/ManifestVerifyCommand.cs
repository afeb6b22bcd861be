using System.CommandLine;
using System.Globalization;
using CodeSign.Manifests.Checking;
using CodeSign.Tool.Manifests;
using CodeSign.Tool.Output;

namespace CodeSign.Tool.Commands;

/// <summary><c>manifest verify</c>: a folder or package against its manifest: what is missing, added, changed.</summary>
internal sealed class ManifestVerifyCommand(ToolHost host)
{
    private readonly Argument<string> _subject = new("MANIFEST|FOLDER|PACKAGE")
    {
        Description = "A manifest, whose package or folder is where it lies; a published folder; or a package with its manifest beside it.",
    };

    private readonly Option<string> _manifest = new("--manifest", "-m")
    {
        Description = "The manifest, where it lies elsewhere.",
        HelpName = "FILE",
    };

    /// <summary>Makes the command.</summary>
    public Command Create()
    {
        var command = new Command(
            "verify",
            "Holds a package or published folder against its manifest. Exit code 5 where something is missing, added or changed.");
        command.Add(_subject);
        command.Add(_manifest);
        command.SetAction(RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var subject = host.FullPath(parsed.GetRequiredValue(_subject));
        if (!Path.Exists(subject))
            throw ToolDiagnostics.NoSuchFile.Exception("There is no such file or folder.", "Check the name.", parsed.GetValue(_subject));
        var given = parsed.GetValue(_manifest) is { } file ? host.FullPath(file) : null;
        var worst = ExitCode.Success;
        foreach (var pair in await ManifestedThing.FindAsync(subject, given, cancellationToken))
        {
            var result = await CheckAsync(pair, cancellationToken);
            Write(pair, result);
            worst = Math.Max(worst, result.IsSame ? ExitCode.Success : ExitCode.Invalid);
        }

        return worst;
    }

    private static async Task<ManifestCheckResult> CheckAsync(ManifestedThing thing, CancellationToken cancellationToken)
    {
        try
        {
            return await thing.CheckAsync(cancellationToken);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw ToolDiagnostics.Unreadable.Exception($"A file can't be read: {e.Message}", "Make it readable for this user.",
                thing.Path, e);
        }
    }

    private void Write(ManifestedThing thing, ManifestCheckResult result)
    {
        var output = Terminal.ForResults(host);
        output.Write(result.IsSame ? "unchanged  " : "differs    ", result.IsSame ? TextStyle.Good : TextStyle.Bad);
        output.WriteLine(host.NameOf(thing.Path), TextStyle.Strong);
        foreach (var difference in result.Differences)
        {
            output.Write($"           {difference.Kind.ToString().ToLowerInvariant()}: ", TextStyle.Bad);
            output.WriteLine($"{difference.Path}: {difference.Explanation}");
        }

        if (result.IsResigned)
            output.WriteLine("           The file is another one than was built, its content the same: a repository has signed it.",
                TextStyle.Faint);
        var inside = result.NotLookedAt == 0
            ? ""
            : string.Create(CultureInfo.InvariantCulture,
                $"; {result.NotLookedAt} inside of programs and archives not looked at by themselves");
        var counts = string.Create(
            CultureInfo.InvariantCulture,
            $"{result.Unchanged} files as {Path.GetFileName(thing.ManifestPath)} says, {result.Differences.Count} differences{inside}.");
        output.WriteLine($"           {counts}", TextStyle.Faint);
        if (result.Manifest.Development)
            output.WriteLine("           A development identity has signed: nobody else trusts it.", TextStyle.Caution);
        output.WriteLine("           This says that the two fit. Who signed, and whether to trust them, 'verify' says.", TextStyle.Faint);
    }
}
