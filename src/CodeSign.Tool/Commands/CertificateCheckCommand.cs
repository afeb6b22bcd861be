using System.CommandLine;
using CodeSign.Diagnostics;
using CodeSign.Keys;
using CodeSign.Tool.Certificates;
using CodeSign.Tool.Output;
using CodeSign.Tool.Reports;
using CodeSign.Tool.Reports.Json;
using CodeSign.Tool.Signing;
using CodeSign.Tool.Trust;

namespace CodeSign.Tool.Commands;

/// <summary><c>certificate check</c>: whether a key is fit to sign, and until when.</summary>
internal sealed class CertificateCheckCommand(ToolHost host)
{
    private static readonly DiagnosticDescriptor[] AboutCertificates =
    [
        KeyDiagnostics.NotAPair, KeyDiagnostics.ChainIncomplete, KeyDiagnostics.UnsupportedAlgorithm, KeyDiagnostics.MalformedCertificate,
        KeyDiagnostics.Expired, KeyDiagnostics.NotYetValid, KeyDiagnostics.NotForCodeSigning, KeyDiagnostics.NotForSignatures,
        KeyDiagnostics.WeakKey, KeyDiagnostics.WeakSignature, KeyDiagnostics.InvalidChain,
    ];

    private readonly KeyArguments _key = new();
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
        var command = new Command(
            "check",
            "Opens a key and says whether it is fit to sign, with what, and until when. Exit code 4 where signing with it is refused.");
        _key.AddTo(command);
        _trust.AddRootsTo(command);
        command.Add(_format);
        command.SetAction(RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var trust = _trust.Read(parsed, host);
        var check = await CertificateCheck.RunAsync(_key.Reference(parsed), _key.Read(parsed, host, trust), trust.Trust.Signers,
            cancellationToken);
        if (check.Refusal is { } refusal && !IsAboutTheCertificate(refusal))
            throw new CodeSignException(refusal);

        if (parsed.GetValue(_format) == TextFormat.Json)
            ReportJson.Write(host.Output, CertificateCheckDocument.From(check), ReportJson.Readable.CertificateCheckDocument);
        else
            new CertificateCheckText(Terminal.ForResults(host)).Write(check);
        return check.IsFit ? ExitCode.Success : ExitCode.Untrusted;
    }

    /// <summary>A key that can't be opened says nothing of its certificate.</summary>
    private static bool IsAboutTheCertificate(Diagnostic refusal) => AboutCertificates.Contains(refusal.Descriptor);
}
