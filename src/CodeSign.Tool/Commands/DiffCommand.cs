using System.CommandLine;
using CodeSign.Tool.Output;
using CodeSign.Verification.Comparison;

namespace CodeSign.Tool.Commands;

/// <summary><c>diff</c>: whether two files are the same but for their signatures.</summary>
internal sealed class DiffCommand(ToolHost host)
{
    private readonly Argument<string> _first = new("FIRST") { Description = "An assembly, program or package." };
    private readonly Argument<string> _second = new("SECOND") { Description = "Another one, such as that of another build." };

    /// <summary>Makes the command.</summary>
    public Command Create()
    {
        var command = new Command(
            "diff",
            "Compares two files but for their signatures: Authenticode digests of programs, entries of packages. "
            + "Exit code 5 where they differ.");
        command.Add(_first);
        command.Add(_second);
        command.SetAction(RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var (first, second) = (parsed.GetRequiredValue(_first), parsed.GetRequiredValue(_second));
        var differences = await CompareAsync(first, second, cancellationToken);
        var isSame = differences.All(difference => difference.Kind == ContentDifferenceKind.OnlySigned);
        var output = Terminal.ForResults(host);
        output.Write(isSame ? "same       " : "differ     ", isSame ? TextStyle.Good : TextStyle.Bad);
        output.WriteLine(differences.Count == 0 ? "byte for byte" : isSame ? "but for signatures and packing" : "in more than signatures",
            TextStyle.Strong);
        foreach (var difference in differences.Where(difference => difference.Path.Length > 0 || !isSame))
        {
            var style = difference.Kind == ContentDifferenceKind.OnlySigned ? TextStyle.Faint : TextStyle.Bad;
            output.WriteLine(
                $"           {difference.Path}{(difference.Path.Length > 0 ? ": " : "")}{Words(difference.Kind, first, second)}", style);
        }

        return isSame ? ExitCode.Success : ExitCode.Invalid;
    }

    private async Task<IReadOnlyList<ContentDifference>> CompareAsync(string first, string second, CancellationToken cancellationToken)
    {
        try
        {
            return await ContentComparison.CompareAsync(host.FullPath(first), host.FullPath(second), cancellationToken);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            throw ToolDiagnostics.Unreadable.Exception($"A file can't be read: {e.Message}",
                "Give two files that this user may read.", inner: e);
        }
    }

    private static string Words(ContentDifferenceKind kind, string first, string second) => kind switch
    {
        ContentDifferenceKind.OnlySigned => "the same but for its signature",
        ContentDifferenceKind.OnlyInFirst => $"only in {first}",
        ContentDifferenceKind.OnlyInSecond => $"only in {second}",
        ContentDifferenceKind.Unaccounted =>
            "one has more than a sound signature where no digest looks: 'verify' says what",
        ContentDifferenceKind.Format => "the two are of different kinds",
        _ => "the content differs",
    };
}
