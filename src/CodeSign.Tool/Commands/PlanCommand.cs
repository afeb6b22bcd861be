using System.CommandLine;
using CodeSign.Keys;
using CodeSign.Keys.Certificates;
using CodeSign.Manifests;
using CodeSign.Plans;
using CodeSign.Signing;
using CodeSign.Tool.Input;
using CodeSign.Tool.Output;
using CodeSign.Tool.Reports;
using CodeSign.Tool.Signing;
using CodeSign.Tool.Trust;
using CodeSign.Verification;

namespace CodeSign.Tool.Commands;

/// <summary><c>plan</c>: what <c>sign</c> would do with files, without a key.</summary>
internal sealed class PlanCommand(ToolHost host)
{
    private static readonly ManifestTool Tool = new("CodeSign.Tool", ToolVersion.Text);

    private readonly FileArguments _files = new("What would be signed: assemblies, programs, packages; with --detached, anything.");
    private readonly SignatureArguments _signature = new();
    private readonly TrustOptions _trust = new();
    private readonly Option<string> _key = new("--key", "-k")
    {
        Description = "The key that would sign, for the plan to name. It is not opened, and need not be there.",
        HelpName = "REFERENCE",
    };

    private readonly Option<string> _certificate = new("--certificate")
    {
        Description = "A file with the certificate (PEM, .p7b, .cer): it tells which files it has signed already.",
        HelpName = "FILE",
    };

    private readonly Option<TextFormat> _format = new("--format")
    {
        Description = "What is written: text for people, or json (docs/plan.md describes it).",
        HelpName = "text|json",
        CustomParser = NamedValue.Parse<TextFormat>,
    };

    private readonly Option<bool> _detached = new("--detached")
    {
        Description = "Plan signatures beside the files, in FILE.p7s, rather than inside.",
    };

    /// <summary>Makes the command.</summary>
    public Command Create()
    {
        var command = new Command("plan", "Shows what 'sign' would do with files, and why, without a key. Nothing is changed.");
        _files.AddTo(command);
        command.Add(_key);
        command.Add(_certificate);
        _signature.AddTo(command);
        _trust.AddRootsTo(command);
        command.Add(_detached);
        command.Add(_format);
        command.SetAction(RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var trust = _trust.Read(parsed, host).Trust;
        var key = parsed.GetValue(_key) is { } reference ? KeyReference.Parse(reference) : null;
        var signer = parsed.GetValue(_certificate) is { } file ? PublicSigner.Read(host.FullPath(file)) : PublicSigner.Unknown;
        var terms = Terms(_signature.Read(parsed), key, signer);
        var log = new ToolLog(host);
        var selection = await _files.SelectAsync(parsed, host, cancellationToken);
        if (selection.ReportMissing(log))
            return ExitCode.Failed;

        var roots = TrustStore.FromCertificates(signer.Roots);
        var inspector = new SignatureInspector(new ArtifactVerifier(), trust.Signers.With(roots), trust.Timestamps);
        var document = parsed.GetValue(_detached)
            ? Document(await new BesidePlanner(inspector, signer, log).PlanAsync(selection.Files, terms, cancellationToken), key)
            : Document(await new FilePlanner(inspector, log).PlanAsync(selection.Files, terms, cancellationToken), key);
        if (document is null)
            return ExitCode.Failed;
        Report(document, parsed.GetValue(_format));
        return ExitCode.Success;
    }

    private static PlanDocument? Document(SigningPlan? plan, KeyReference? key) =>
        plan is null ? null : PlanDocument.From(plan, Tool, hasKey: key is not null);

    private static PlanDocument? Document(IReadOnlyList<PlanDetachedSignature>? beside, KeyReference? key) =>
        beside is null ? null : PlanDocument.From(beside, Tool, hasKey: key is not null);

    private static KeylessTerms Terms(SignatureSettings settings, KeyReference? key, PublicSigner signer) =>
        new(key?.ShortName, signer.CertificateSha256, settings.HasTimestamp)
        {
            Digest = settings.Digest,
            Description = settings.Description,
            DescriptionUrl = settings.DescriptionUrl,
            Existing = settings.Existing,
        };

    private void Report(PlanDocument plan, TextFormat format)
    {
        if (format == TextFormat.Json)
        {
            host.Output.Write(PlanDocumentFile.ToJson(plan));
            return;
        }

        var output = Terminal.ForResults(host);
        foreach (var file in plan.Files)
        {
            output.Write($"{Word(file.Action),-11}", file.Action == PlanAction.Undecided ? TextStyle.Caution : TextStyle.Good);
            output.Write(file.Path, TextStyle.Strong);
            output.WriteLine($"  {file.Reason}", TextStyle.Faint);
        }

        foreach (var beside in plan.Detached ?? [])
        {
            output.Write($"{Word(beside.Action),-11}", beside.Action == PlanAction.Undecided ? TextStyle.Caution : TextStyle.Good);
            output.Write(beside.Path, TextStyle.Strong);
            output.WriteLine($"  beside it, in {beside.SignaturePath}", TextStyle.Faint);
        }

        output.WriteLine("");
        output.WriteLine($"{PlanSummary.Of(plan)}.");
    }

    private static string Word(PlanAction action) => action switch
    {
        PlanAction.Sign => "sign",
        PlanAction.Repack => "repack",
        PlanAction.Undecided => "undecided",
        PlanAction.AlreadySigned => "unchanged",
        _ => "keep",
    };
}
