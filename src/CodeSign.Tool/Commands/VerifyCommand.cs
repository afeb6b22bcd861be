using System.CommandLine;
using CodeSign.Diagnostics;
using CodeSign.Tool.Input;
using CodeSign.Tool.Output;
using CodeSign.Tool.Reports;
using CodeSign.Tool.Trust;
using CodeSign.Tool.Verifying;
using CodeSign.Verification;
using CodeSign.Verification.Policies;
using CodeSign.Verification.RestoredPackages;

namespace CodeSign.Tool.Commands;

/// <summary><c>verify</c>: whether files are what was signed, and by someone trusted.</summary>
internal sealed class VerifyCommand(ToolHost host)
{
    private readonly FileArguments _files = new(
        "What to verify: assemblies, programs, packages, anything with its signature beside it (FILE.p7s).", ArgumentArity.ZeroOrMore);
    private readonly TrustOptions _trust = new();
    private readonly Option<OutputFormat> _format = new("--format")
    {
        Description = "What is written: text for people, json (docs/tool.md describes it), or sarif 2.1.0 for code scanning.",
        HelpName = "text|json|sarif",
        CustomParser = NamedValue.Parse<OutputFormat>,
    };

    private readonly Option<string> _policy = new("--policy")
    {
        Description = "A file that says whose signatures are expected, and how they must be (docs/policy.md).",
        HelpName = "FILE",
    };

    private readonly Option<bool> _deep = new("--deep")
    {
        Description = "Look into packages and zip archives too, and into those in them: every entry that can carry a signature.",
    };

    private readonly Option<string[]> _assets = new("--assets")
    {
        Description = "Verify what a restore has fetched for a project, before the build uses it: its project.assets.json, the project, or a solution.",
        HelpName = "PATH",
    };

    private readonly Option<bool> _anew = new("--no-cache")
    {
        Description = "With --assets: look at packages too that were accepted before and seem unchanged (as in CI).",
    };

    private readonly Option<bool> _verbose = new("--verbose", "-v") { Description = "Show findings that only inform, too." };

    /// <summary>Makes the command.</summary>
    public Command Create()
    {
        var command = new Command(
            "verify",
            "Verifies signatures. Exit code: 0 all trusted, 3 something unsigned, 4 untrusted, 5 invalid; 1 the tool failed, 2 usage.");
        _files.AddTo(command);
        _trust.AddTo(command);
        command.Add(_deep);
        command.Add(_assets);
        command.Add(_anew);
        command.Add(_policy);
        command.Add(_format);
        command.Add(_verbose);
        command.SetAction(RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var assets = parsed.GetValue(_assets) ?? [];
        if (assets.Length == 0 && parsed.GetValue(_files.Files) is null or [])
            throw new UsageException("Name files to verify, or with --assets a project.");
        var packages = StartWith(assets);
        var trust = _trust.Read(parsed, host);
        var policyFile = parsed.GetValue(_policy) is { } name ? host.FullPath(name) : null;
        var policy = policyFile is null ? null : await VerificationPolicyFile.ReadAsync(policyFile, cancellationToken);
        var selection = await _files.SelectAsync(parsed, host, cancellationToken);
        var format = parsed.GetValue(_format);
        var started = host.Clock.GetUtcNow();
        var options = trust.ToOptions(host) with { Policy = policy, PackageContentDigests = format == OutputFormat.Json };
        var verified = await VerifyAsync(selection.Files, new FileVerifier(options, parsed.GetValue(_deep)), cancellationToken);
        var looked = verified.Where(file => !file.IsOfNoInterest).ToList();
        var skipped = verified.Count - looked.Count;
        if (packages is not null)
        {
            var restored = RestoredVerification.Start(host, trust, options, policyFile, parsed.GetValue(_anew));
            // The reading is all but done. To suspend for the rest costs more: the runtime would compile what all callers need for it.
            Task.WaitAny([packages], cancellationToken);
            looked.AddRange(await restored.VerifyAsync(await packages, cancellationToken));
        }

        var run = new VerificationRun
        {
            Files = looked,
            Skipped = skipped,
            Errors = [.. selection.Missing, .. Nothing(selection, looked)],
            Meaning = policy is null ? trust.Meaning : "Accepted is what the policy's rules accept.",
            Time = started,
        };
        return Report(run, VerificationReports.For(format, host, parsed.GetValue(_verbose)));
    }

    /// <summary>Does on other threads what can be done while it is still being found out what things are held against.</summary>
    /// <returns>The reading of what restores have fetched, where that is asked for.</returns>
    private Task<IReadOnlyList<RestoredPackage>>? StartWith(string[] assets)
    {
        if (assets.Length == 0)
        {
            VerificationWarmUp.Start();
            return null;
        }

        VerificationWarmUp.StartForDigests();
        return Task.Run(() => RestoredVerification.ReadPackages(host, assets));
    }

    private int Report(VerificationRun run, IVerificationReport report)
    {
        report.Write(run);
        var log = new ToolLog(host);
        foreach (var error in run.Errors)
            log.Report(error);
        return run.ExitCode;
    }

    private async Task<IReadOnlyList<VerifiedFile>> VerifyAsync(
        IReadOnlyList<SelectedFile> files, FileVerifier verifier, CancellationToken cancellationToken)
    {
        if (files.Count == 0)
            return [];
        using var progress = new ProgressLine<SelectedFile>(host, "Verified", files.Count);
        return await verifier.VerifyAsync(files, progress, cancellationToken);
    }

    /// <summary>A gate that has looked at nothing must not open.</summary>
    private static IEnumerable<Diagnostic> Nothing(FileSelection selection, List<VerifiedFile> looked)
    {
        if (looked.Count == 0 && selection.Missing.Count == 0)
            yield return ToolDiagnostics.NothingToDo.Create(
                "No file that can carry a signature was found.",
                "Check the folders and lists: where there is nothing to verify, nothing is trusted.");
    }
}
