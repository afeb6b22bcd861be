using System.CommandLine;
using CodeSign.Cms;
using CodeSign.Diagnostics;
using CodeSign.Formats;
using CodeSign.TestGate;
using CodeSign.TestGate.Seals;
using CodeSign.Tool.Input;
using CodeSign.Tool.Output;
using CodeSign.Tool.Reports;
using CodeSign.Tool.Signing;
using CodeSign.Tool.Trust;

namespace CodeSign.Tool.Commands;

/// <summary><c>tests seal</c>: signs a list of results and evidence, in the job that ran the tests, for the job that signs.</summary>
internal sealed class TestsSealCommand(ToolHost host)
{
    private readonly FileArguments _files = new("The results and the evidence, or folders with them; other files are passed over.");
    private readonly KeyArguments _key = new();
    private readonly TrustOptions _trust = new();
    private readonly Option<string> _output = new("--output", "-o")
    {
        Description = $"The seal. Its name must end in {TestFiles.SealSuffix}.",
        HelpName = "FILE",
        DefaultValueFactory = _ => "results" + TestFiles.SealSuffix,
    };

    private readonly Option<string[]> _servers = new("--timestamp-server", "-t")
    {
        Description = "The address of an RFC 3161 server. A seal needs no timestamp: it is checked within hours.",
        HelpName = "ADDRESS",
    };

    /// <summary>Makes the command.</summary>
    public Command Create()
    {
        var command = new Command(
            "seal", "Seals test results and evidence: lists them with their SHA-256, and signs the list beside it (FILE.p7s).");
        _files.AddTo(command);
        _key.AddTo(command);
        command.Add(_output);
        command.Add(_servers);
        _trust.AddRootsTo(command);
        command.SetAction(RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var name = parsed.GetRequiredValue(_output);
        if (!TestFiles.IsSeal(name))
            throw new UsageException($"The name of a seal must end in {TestFiles.SealSuffix}.");
        var trust = _trust.Read(parsed, host);
        var log = new ToolLog(host);
        var selection = await _files.SelectAsync(parsed, host, cancellationToken);
        if (selection.ReportMissing(log))
            return ExitCode.Failed;

        using var signer = await FileSigner.OpenAsync(
            _key.Reference(parsed), _key.Read(parsed, host, trust), Settings(parsed), trust, log, cancellationToken);
        var path = host.FullPath(name);
        var seal = await TestSealFile.WriteAsync(
            [.. selection.Files.Select(file => file.Path)], path, host.Clock.GetUtcNow(), cancellationToken);
        await signer.SignBesideAsync(
            [new SelectedFile(path, name, IsNamed: true)], new SigningDestination(folder: null), cancellationToken);
        Report(name, seal, CertificateNames.Short(signer.Signer.Certificate));
        return ExitCode.Success;
    }

    private SignatureSettings Settings(ParseResult parsed)
    {
        var servers = parsed.GetValue(_servers) ?? [];
        return new SignatureSettings
        {
            Digest = DigestAlgorithm.Sha256,
            Description = null,
            DescriptionUrl = null,
            Existing = ExistingSignature.Replace,
            TimestampServers = servers,
            HasTimestamp = servers.Length > 0,
        };
    }

    private void Report(string name, TestSeal seal, string signer)
    {
        var output = Terminal.ForResults(host);
        output.Write("sealed     ", TextStyle.Good);
        output.Write(name, TextStyle.Strong);
        output.WriteLine($"  {Quantity.Of(seal.Files.Count, "file")}, {signer}", TextStyle.Faint);
        foreach (var file in seal.Files)
            output.WriteLine($"           {file.Name}", TextStyle.Faint);
    }
}
