using System.CommandLine;
using System.Globalization;
using CodeSign.TestGate;
using CodeSign.Tool.Input;
using CodeSign.Tool.Output;

namespace CodeSign.Tool.Commands;

/// <summary><c>tests check</c>: judges results and evidence as the gate in the build does.</summary>
internal sealed class TestsCheckCommand(ToolHost host)
{
    private readonly FileArguments _files = new("The results, evidence and seals, or folders with them; other files are passed over.");
    private readonly Option<string[]> _assemblies = new("--assembly", "-a")
    {
        Description = "An assembly that must have been tested. May be given several times.",
        HelpName = "FILE",
    };

    private readonly Option<bool> _exact = new("--exact")
    {
        Description = "Refuse assemblies that were tested only with instrumented code.",
    };

    private readonly Option<string> _sealedBy = new("--sealed-by")
    {
        Description = "The certificate (PEM, .cer) whose owner must have sealed results and evidence.",
        HelpName = "FILE",
    };

    /// <summary>Makes the command.</summary>
    public Command Create()
    {
        var command = new Command(
            "check",
            "Judges test results and evidence as the build does before it signs. Exit code 5 where tests failed, or something does not "
            + "fit.");
        _files.AddTo(command);
        command.Add(_assemblies);
        command.Add(_exact);
        command.Add(_sealedBy);
        command.SetAction(RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var log = new ToolLog(host);
        var selection = await _files.SelectAsync(parsed, host, cancellationToken);
        if (selection.ReportMissing(log))
            return ExitCode.Failed;

        var assemblies = new List<ShippedAssembly>();
        foreach (var name in parsed.GetValue(_assemblies) ?? [])
            assemblies.Add(await ReadAsync(name, cancellationToken));
        var verdict = await TestJudge.JudgeAsync(
            new TestGateOptions
            {
                Assemblies = assemblies,
                Results = [.. selection.Files.Select(file => file.Path)],
                Demand = parsed.GetValue(_exact) ? TestDemand.Exact : TestDemand.SameCompilation,
                SealCertificate = parsed.GetValue(_sealedBy) is { } certificate ? host.FullPath(certificate) : null,
                Clock = host.Clock,
            },
            cancellationToken);
        foreach (var diagnostic in verdict.Diagnostics)
            log.Report(diagnostic);
        Write(verdict);
        return verdict.HasErrors ? ExitCode.Invalid : ExitCode.Success;
    }

    private async Task<ShippedAssembly> ReadAsync(string name, CancellationToken cancellationToken)
    {
        var path = host.FullPath(name);
        if (!File.Exists(path))
            throw ToolDiagnostics.NoSuchFile.Exception("There is no such file.", "Check the name.", name);
        try
        {
            var identity = await AssemblyIdentity.ReadAsync(path, cancellationToken)
                ?? throw TestGateDiagnostics.UnreadableAssembly.Exception($"{name} is no managed assembly.", "Name an assembly.", path);
            return new ShippedAssembly(path, host.NameOf(path), identity);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw ToolDiagnostics.Unreadable.Exception($"A file can't be read: {e.Message}", "Make it readable for this user.", name, e);
        }
    }

    private void Write(TestVerdict verdict)
    {
        var output = Terminal.ForResults(host);
        foreach (var run in verdict.Runs)
        {
            var totals = run.Totals;
            output.Write(totals.Failed == 0 ? "passed     " : "failed     ", totals.Failed == 0 ? TextStyle.Good : TextStyle.Bad);
            output.Write(run.TestAssembly, TextStyle.Strong);
            var counts = string.Create(CultureInfo.InvariantCulture, $"{totals.Passed} of {totals.Total} passed");
            string?[] facts = [counts, run.Runner, run.Framework, run.SealedBy is { } sealer ? $"sealed by {sealer}" : null];
            output.WriteLine($"  {string.Join(", ", facts.OfType<string>())}", TextStyle.Faint);
        }

        foreach (var judged in verdict.Assemblies)
        {
            var isRefused = judged.Tested == TestedKind.Refused;
            output.Write($"{judged.Tested.ToString().ToLowerInvariant(),-11}", isRefused ? TextStyle.Bad : TextStyle.Good);
            output.Write(judged.Assembly.TargetPath, TextStyle.Strong);
            output.WriteLine($"  {judged.Reason}", TextStyle.Faint);
        }
    }
}
