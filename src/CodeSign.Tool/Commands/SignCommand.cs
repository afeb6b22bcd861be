using System.CommandLine;
using CodeSign.Tool.Input;
using CodeSign.Tool.Output;
using CodeSign.Tool.Reports;
using CodeSign.Tool.Signing;
using CodeSign.Tool.Trust;

namespace CodeSign.Tool.Commands;

/// <summary><c>sign</c>: signs files with the rules and diagnostics of the build.</summary>
internal sealed class SignCommand(ToolHost host)
{
    private readonly FileArguments _files = new("What to sign: assemblies, programs, packages; with --detached, anything.");
    private readonly KeyArguments _key = new();
    private readonly SignatureArguments _signature = new();
    private readonly TrustOptions _trust = new();
    private readonly Option<string> _output = new("--output", "-o")
    {
        Description = "A folder for the signed files. Without it they are replaced where they are, each at once and as a whole.",
        HelpName = "DIR",
    };

    private readonly Option<bool> _detached = new("--detached") { Description = "Sign beside the files, in FILE.p7s, rather than inside." };
    private readonly Option<bool> _verbose = new("--verbose", "-v") { Description = "Tell what is done." };

    /// <summary>Makes the command.</summary>
    public Command Create()
    {
        var command = new Command(
            "sign", "Signs files. All are signed and verified before the first is replaced; if one can't be signed, all stay as they are.");
        _files.AddTo(command);
        _key.AddTo(command);
        _signature.AddTo(command);
        command.Add(_output);
        command.Add(_detached);
        _trust.AddRootsTo(command);
        command.Add(_verbose);
        command.SetAction(RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var settings = _signature.Read(parsed);
        var trust = _trust.Read(parsed, host);
        var log = new ToolLog(host) { IsVerbose = parsed.GetValue(_verbose) };
        var selection = await _files.SelectAsync(parsed, host, cancellationToken);
        if (selection.ReportMissing(log))
            return ExitCode.Failed;

        var destination = new SigningDestination(parsed.GetValue(_output) is { } folder ? host.FullPath(folder) : null);
        var isDetached = parsed.GetValue(_detached);
        if (isDetached)
            destination.RequireDistinct(selection.Files);
        var files = isDetached ? selection.Files : destination.Settle(selection.Files);
        using var signer = await FileSigner.OpenAsync(
            _key.Reference(parsed), _key.Read(parsed, host, trust), settings, trust, log, cancellationToken);
        var outcomes = isDetached
            ? await signer.SignBesideAsync(files, destination, cancellationToken)
            : await signer.SignAsync(files, destination, cancellationToken);
        Report(outcomes, CertificateNames.Short(signer.Signer.Certificate));
        return outcomes.Count > 0 ? ExitCode.Success : ExitCode.Failed;
    }

    private void Report(IReadOnlyList<SigningOutcome> outcomes, string signer)
    {
        var output = Terminal.ForResults(host);
        foreach (var outcome in outcomes)
        {
            output.Write(outcome.Signed is null ? "unchanged  " : "signed     ", TextStyle.Good);
            output.Write(outcome.File.Name, TextStyle.Strong);
            output.WriteLine(outcome.Signed is null ? $"  {outcome.Reason}" : $"  {signer}{TimeOf(outcome)}", TextStyle.Faint);
        }
    }

    private static string TimeOf(SigningOutcome outcome) =>
        outcome.Signed?.Timestamp is { } timestamp ? $", timestamped {Times.Show(timestamp.GenTime)}" : ", no timestamp";
}
