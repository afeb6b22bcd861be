using System.Text.RegularExpressions;
using CodeSign.Testing;

namespace CodeSign.Build.Tests;

/// <summary>What a <c>dotnet</c> command left.</summary>
public sealed partial class BuildResult
{
    private const int ShownLines = 60;
    private readonly ProcessResult _process;

    internal BuildResult(ProcessResult process)
    {
        _process = process;
        Diagnostics = [.. Output.Split('\n').Select(Parse).OfType<BuildDiagnostic>()];
    }

    /// <summary>Whether the exit code is 0.</summary>
    public bool Succeeded => _process.ExitCode == 0;

    /// <summary>All that it wrote.</summary>
    public string Output => _process.AllOutput;

    /// <summary>Warnings and errors, each as often as the log has it.</summary>
    public IReadOnlyList<BuildDiagnostic> Diagnostics { get; }

    /// <summary>The codes of the errors.</summary>
    public IReadOnlyList<string> Errors => [.. Diagnostics.Where(d => d.IsError).Select(d => d.Code)];

    /// <summary>The codes of the warnings.</summary>
    public IReadOnlyList<string> Warnings => [.. Diagnostics.Where(d => !d.IsError).Select(d => d.Code)];

    /// <summary>How often a target ran a task: the build's verbosity must be <c>detailed</c>.</summary>
    public int Executions(string task) => Output.Split('\n').Count(line => line.Contains($"Using \"{task}\" task from", StringComparison.Ordinal));

    /// <summary>Fails unless the command succeeded, without any warning but those with the given codes.</summary>
    public BuildResult EnsureSuccess(params string[] expectedWarnings)
    {
        Assert.IsTrue(Succeeded, $"It was to succeed.\n{this}");
        CollectionAssert.AreEqual(expectedWarnings, Warnings.ToArray(), $"Other warnings than expected: {string.Join(", ", Warnings)}.\n{this}");
        return this;
    }

    /// <summary>Fails unless the command failed with just this error; gives that error.</summary>
    public BuildDiagnostic EnsureError(string code)
    {
        Assert.IsFalse(Succeeded, $"It was to fail with {code}.\n{this}");
        CollectionAssert.AreEqual(new[] { code }, Errors.ToArray(), $"Other errors than expected: {string.Join(", ", Errors)}.\n{this}");
        return Diagnostics.Single(d => d.IsError);
    }

    /// <summary>The one warning with this code; fails where there is none or more.</summary>
    public BuildDiagnostic EnsureWarning(string code)
    {
        var found = Diagnostics.Where(d => !d.IsError && d.Code == code).ToList();
        Assert.HasCount(1, found, $"{code} was to be given once.\n{this}");
        return found[0];
    }

    /// <summary>The command and the end of what it wrote.</summary>
    public override string ToString()
    {
        var lines = Output.TrimEnd().Split('\n');
        var left = lines.Length > ShownLines ? $"... {lines.Length - ShownLines} lines before ...\n" : "";
        return $"{_process.Command}\nended with exit code {_process.ExitCode}.\n{left}{string.Join('\n', lines.TakeLast(ShownLines))}";
    }

    private static BuildDiagnostic? Parse(string line)
    {
        // Diagnostic logs have a hundred thousand lines.
        if (!line.Contains(": warning ", StringComparison.Ordinal) && !line.Contains(": error ", StringComparison.Ordinal))
            return null;
        var match = Canonical().Match(line.TrimEnd());
        return match.Success
            ? new(match.Groups["severity"].Value == "error", match.Groups["code"].Value, match.Groups["text"].Value, match.Groups["file"].Value)
            : null;
    }

    // TIME NODE>File(line,column): warning CODE: text [project]
    [GeneratedRegex(@"^\s*(?:[\d:.]+\s+)?(?:[\d:]+>)?(?<file>[^:]*?)(?:\([\d,]+\))?\s*: (?<severity>warning|error) (?<code>[A-Z]+\d+): (?<text>.*?)(?: \(file:[^)]*\))?(?: \[[^\]]*\])?$")]
    private static partial Regex Canonical();
}
