using System.CommandLine;
using System.Globalization;
using CodeSign.Diagnostics;
using CodeSign.Manifests;
using CodeSign.Manifests.Checking;
using CodeSign.Tool.Manifests;
using CodeSign.Tool.Output;
using CodeSign.Tool.Reports;
using CodeSign.Tool.Trust;
using CodeSign.Verification;

namespace CodeSign.Tool.Commands;

/// <summary>
/// <c>manifest verify</c>: a folder or package against its manifest: what is missing, added, changed, and whether the manifest is signed by
/// someone trusted.
/// </summary>
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

    private readonly TrustOptions _trust = new();

    /// <summary>Makes the command.</summary>
    public Command Create()
    {
        var command = new Command(
            "verify",
            "Holds a package or published folder against its manifest, and verifies the manifest's signature. Exit code 5 where something "
            + "is missing, added or changed; 3, 4 or 5 where the manifest is unsigned, untrusted or invalid.");
        command.Add(_subject);
        command.Add(_manifest);
        _trust.AddTo(command);
        command.SetAction(RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var subject = host.FullPath(parsed.GetRequiredValue(_subject));
        if (!Path.Exists(subject))
            throw ToolDiagnostics.NoSuchFile.Exception("There is no such file or folder.", "Check the name.", parsed.GetValue(_subject));
        var given = parsed.GetValue(_manifest) is { } file ? host.FullPath(file) : null;
        var options = _trust.Read(parsed, host).ToOptions(host);
        var verifier = new ArtifactVerifier();
        var worst = ExitCode.Success;
        foreach (var pair in await ManifestedThing.FindAsync(subject, given, cancellationToken))
        {
            var (result, signature) = await CheckAsync(pair, verifier, options, cancellationToken);
            Write(pair, result);
            WriteSignature(signature);
            var (unchanged, signed) = (result.IsSame ? ExitCode.Success : ExitCode.Invalid,
                signature is null ? ExitCode.Unsigned : ExitCode.Of(signature));
            worst = Math.Max(worst, Math.Max(unchanged, signed));
        }

        return worst;
    }

    private static async Task<(ManifestCheckResult Result, VerificationResult? Signature)> CheckAsync(
        ManifestedThing thing, ArtifactVerifier verifier, VerificationOptions options, CancellationToken cancellationToken)
    {
        try
        {
            return (await thing.CheckAsync(cancellationToken),
                await verifier.VerifyManifestAsync(thing.ManifestPath, options, cancellationToken));
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
        var counts = $"{Quantity.Of(result.Unchanged, "file")} as {Path.GetFileName(thing.ManifestPath)} says, "
            + $"{Quantity.Of(result.Differences.Count, "difference")}{inside}.";
        output.WriteLine($"           {counts}", TextStyle.Faint);
        if (result.Manifest.Development)
            output.WriteLine("           A development identity has signed: nobody else trusts it.", TextStyle.Caution);
        WriteTests(output, result.Manifest);
    }

    /// <summary>What the manifest says of tests, where it says anything.</summary>
    private static void WriteTests(ITextOutput output, SignatureManifest manifest)
    {
        if (manifest.Tests is not { } tests)
            return;
        output.WriteLine($"           {tests.Summarise()}", TextStyle.Faint);
        foreach (var file in manifest.Files.Where(file => file.Tested is { How: ManifestTestedKind.Untested or ManifestTestedKind.Instrumented }))
            output.WriteLine(
                file.Tested!.How == ManifestTestedKind.Untested
                    ? $"           not tested: {file.Path}: {file.Tested.Reason}"
                    : $"           tested only with instrumented code: {file.Path}", TextStyle.Caution);
    }

    /// <summary>Whoever can change the package can change an unsigned manifest too.</summary>
    private void WriteSignature(VerificationResult? signature)
    {
        var output = Terminal.ForResults(host);
        output.Write("           manifest: ");
        if (signature is null)
        {
            output.WriteLine("unsigned: nobody vouches for what it says.", TextStyle.Caution);
            return;
        }

        var isTrusted = signature.Verdict == Verdict.Trusted;
        output.Write(signature.Verdict.ToString().ToLowerInvariant(), isTrusted ? TextStyle.Good : TextStyle.Bad);
        var signer = signature.DecidingSignature?.Signer is { } certificate ? $", signed by {CertificateNames.Short(certificate)}" : "";
        output.WriteLine(isTrusted ? signer : $": {signature.Failure}");
    }
}
