using System.CommandLine;
using CodeSign.Diagnostics;
using CodeSign.Publishing;
using CodeSign.Tool.Output;
using CodeSign.Tool.Reports;
using CodeSign.Tool.Trust;
using CodeSign.Verification.Policies;

namespace CodeSign.Tool.Commands;

/// <summary><c>push-check</c>: whether packages may go out, asked before <c>dotnet nuget push</c>.</summary>
internal sealed class PushCheckCommand(ToolHost host)
{
    private readonly Argument<string[]> _packages = new("FILE|FOLDER")
    {
        Description = "Packages (patterns are expanded), or folders with packages (*.nupkg, *.snupkg).",
        Arity = ArgumentArity.OneOrMore,
    };

    private readonly Option<string> _manifest = new("--manifest", "-m")
    {
        Description = "The manifest of the one package named, where it is not beside it.",
        HelpName = "FILE",
    };

    private readonly Option<string> _policy = new("--policy")
    {
        Description = "A file that says whose signatures are expected (docs/policy.md).",
        HelpName = "FILE",
    };

    private readonly TrustOptions _trust = new();

    /// <summary>Makes the command.</summary>
    public Command Create()
    {
        var command = new Command(
            "push-check",
            "Checks packages before they are published: signed by the author, timestamped, unchanged against the manifest, fit for "
            + "nuget.org. Exit code 0 only if every package may go out.");
        command.Add(_packages);
        command.Add(_manifest);
        command.Add(_policy);
        _trust.AddTo(command);
        command.SetAction(RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var trust = _trust.Read(parsed, host);
        var policy = parsed.GetValue(_policy) is { } file
            ? await VerificationPolicyFile.ReadAsync(host.FullPath(file), cancellationToken) : null;
        var packages = await Input.PackageSelection.FindAsync(parsed.GetRequiredValue(_packages), host, cancellationToken);
        var manifest = parsed.GetValue(_manifest) is { } path ? host.FullPath(path) : null;
        if (manifest is not null && packages.Count != 1)
            throw new UsageException("--manifest belongs to one package.");

        var check = new PackagePushCheck(trust.ToOptions(host) with { Policy = policy });
        var output = Terminal.ForResults(host);
        var worst = ExitCode.Success;
        foreach (var package in packages)
        {
            var result = await CheckAsync(check, package, manifest, cancellationToken);
            Write(output, host.NameOf(package), result);
            worst = result.Problems.Select(ExitCodeOf).Append(worst).Max();
        }

        output.WriteLine();
        if (worst == ExitCode.Success)
            output.WriteLine("Every package may be published.", TextStyle.Good);
        else
            output.WriteLine("Do not publish.", TextStyle.Bad);
        return worst;
    }

    private static async Task<PushCheckResult> CheckAsync(
        PackagePushCheck check, string package, string? manifest, CancellationToken cancellationToken)
    {
        try
        {
            return await check.CheckAsync(package, manifest, cancellationToken);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw ToolDiagnostics.Unreadable.Exception($"The package can't be read: {e.Message}", "Make it readable for this user.",
                package, e);
        }
    }

    private static void Write(ITextOutput output, string name, PushCheckResult result)
    {
        output.Write(result.MayBePublished ? "ready      " : "refused    ", result.MayBePublished ? TextStyle.Good : TextStyle.Bad);
        output.Write(name, TextStyle.Strong);
        var signature = result.Verification.DecidingSignature;
        output.WriteLine(
            signature?.Signer is { } signer ? $"  {CertificateNames.Short(signer)}{Files(result)}" : "", TextStyle.Faint);
        foreach (var problem in result.Problems)
        {
            output.Write($"           {problem.Descriptor.Code}: ", TextStyle.Bad);
            output.WriteLine(problem.Message);
        }
    }

    private static string Files(PushCheckResult result) =>
        result.Manifest is { } manifest ? $", {Quantity.Of(manifest.Files.Count, "file")} as its manifest says" : "";

    private static int ExitCodeOf(Diagnostic problem) => problem.Descriptor switch
    {
        var descriptor when descriptor == PushDiagnostics.NotSigned || descriptor == PushDiagnostics.ManifestNotSigned => ExitCode.Unsigned,
        var descriptor when descriptor == PushDiagnostics.Broken || descriptor == PushDiagnostics.NotAsBuilt
            || descriptor == PushDiagnostics.NotPublishable || descriptor == PushDiagnostics.ManifestBroken => ExitCode.Invalid,
        _ => ExitCode.Untrusted,
    };
}
