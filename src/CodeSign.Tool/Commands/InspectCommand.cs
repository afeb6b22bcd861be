using System.CommandLine;
using CodeSign.Tool.Input;
using CodeSign.Tool.Inspecting;
using CodeSign.Tool.Output;
using CodeSign.Tool.Reports;
using CodeSign.Tool.Reports.Json;
using CodeSign.Tool.Trust;
using CodeSign.Tool.Verifying;

namespace CodeSign.Tool.Commands;

/// <summary><c>inspect</c>: all that stands in signatures, and what verification makes of them.</summary>
internal sealed class InspectCommand(ToolHost host)
{
    private readonly FileArguments _files = new("What to look into: assemblies, programs, packages, signature files (.p7s).");
    private readonly TrustOptions _trust = new();
    private readonly Option<TextFormat> _format = new("--format")
    {
        Description = "What is written: text for people, or json.",
        HelpName = "text|json",
        CustomParser = NamedValue.Parse<TextFormat>,
    };

    /// <summary>Makes the command.</summary>
    public Command Create()
    {
        var command = new Command("inspect",
            "Shows every signature, certificate, attribute and timestamp. The exit code is 1 where a file can't be read.");
        _files.AddTo(command);
        _trust.AddTo(command);
        command.Add(_format);
        command.SetAction(RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var trust = _trust.Read(parsed, host);
        var selection = await _files.SelectAsync(parsed, host, cancellationToken);
        var log = new ToolLog(host);
        var isAnyMissing = selection.ReportMissing(log);

        var verifier = new FileVerifier(trust.ToOptions(host));
        var files = new List<InspectedFile>();
        foreach (var file in selection.Files)
            files.Add(InspectedFile.From(await verifier.VerifyAsync(file, cancellationToken)));
        files.RemoveAll(file => file.Verified.IsOfNoInterest);
        foreach (var failure in files.Select(file => file.Verified.Failure).OfType<Diagnostics.Diagnostic>())
            log.Report(failure);

        if (parsed.GetValue(_format) == TextFormat.Json)
            ReportJson.Write(host.Output, InspectionDocument.From(files), ReportJson.Readable.InspectionDocument);
        else
            new InspectionText(Terminal.ForResults(host)).Write(files);
        return isAnyMissing || files.Exists(file => file.Verified.Failure is not null) ? ExitCode.Failed : ExitCode.Success;
    }
}
