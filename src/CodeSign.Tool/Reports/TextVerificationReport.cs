using System.Globalization;
using CodeSign.Diagnostics;
using CodeSign.Tool.Output;
using CodeSign.Tool.Verifying;
using CodeSign.Verification;
using CodeSign.Verification.Policies;

namespace CodeSign.Tool.Reports;

/// <summary>For people: a line a file, what was found about it beneath, and a summary.</summary>
internal sealed class TextVerificationReport(ITextOutput output, bool isVerbose) : IVerificationReport
{
    private const int VerdictWidth = 11;

    /// <inheritdoc/>
    public void Write(VerificationRun run)
    {
        foreach (var file in run.Files)
            Write(file);
        if (run.Files.Count > 0)
            output.WriteLine();
        WriteSummary(run);
    }

    private void Write(VerifiedFile file)
    {
        output.Write(VerdictOf(file).PadRight(VerdictWidth), StyleOf(file));
        output.Write(file.File.Name, TextStyle.Strong);
        if (file.Result is not { } result)
        {
            output.WriteLine();
            Indent(file.Failure!.Message, TextStyle.Bad);
            return;
        }

        output.Write(Signer(result), TextStyle.Faint);
        output.WriteLine(result.Policy is { } policy ? Rule(policy) : "", TextStyle.Faint);
        foreach (var finding in result.Findings.Where(finding => IsShown(finding, result)))
            WriteFinding(finding);
    }

    private void WriteFinding(Finding finding)
    {
        output.Write(new string(' ', VerdictWidth));
        output.Write(finding.Kind.ToString(), finding.Severity switch
        {
            FindingSeverity.Broken or FindingSeverity.Untrusted => TextStyle.Bad,
            FindingSeverity.Information => TextStyle.Faint,
            _ => TextStyle.Caution,
        });
        output.WriteLine(finding.Place.Length == 0 ? $": {finding.Explanation}" : $" ({finding.Place}): {finding.Explanation}");
    }

    private void Indent(string text, TextStyle style) => output.WriteLine(new string(' ', VerdictWidth) + text, style);

    private void WriteSummary(VerificationRun run)
    {
        var parts = new List<string> { Quantity.Of(run.Files.Count, "file") };
        parts.AddRange(
            from verdict in Enum.GetValues<Verdict>()
            where run.Count(verdict) > 0
            select $"{run.Count(verdict).ToString(CultureInfo.InvariantCulture)} {verdict.ToString().ToLowerInvariant()}");
        if (run.Unreadable > 0)
            parts.Add($"{run.Unreadable.ToString(CultureInfo.InvariantCulture)} not read");
        output.WriteLine($"{parts[0]}: {string.Join(", ", parts.Skip(1).DefaultIfEmpty("nothing to verify"))}.", StyleOf(run.ExitCode));
        if (run.Skipped > 0)
            output.WriteLine($"{Quantity.Of(run.Skipped, "other file")} of kinds that carry no signature, left out.", TextStyle.Faint);
        var unknown = run.Files.Count(file => file.Result?.Findings.Any(IsRevocationUnknown) == true);
        if (unknown > 0)
            output.WriteLine(
                $"Of {Quantity.Of(unknown, "file")} it is not known whether a certificate was revoked: --revocation online finds out.",
                TextStyle.Faint);
        output.WriteLine(run.Meaning, TextStyle.Faint);
    }

    /// <summary>What only informs is for those who ask; that there is no signature is the verdict itself.</summary>
    private bool IsShown(Finding finding, VerificationResult result) => isVerbose
        || (finding.Severity > FindingSeverity.Information && !IsRevocationUnknown(finding))
        || (finding.Kind == FindingKind.UnknownFormat && result.Verdict != Verdict.Trusted);

    /// <summary>Without network that is so of nearly every file: it is said once.</summary>
    private static bool IsRevocationUnknown(Finding finding) =>
        finding is { Kind: FindingKind.RevocationUnknown, Severity: FindingSeverity.Warning };

    private static string Signer(VerificationResult result)
    {
        var signature = result.DecidingSignature ?? (result.Signatures.Count > 0 ? result.Signatures[0] : null);
        if (signature?.Signer is not { } signer)
            return "";
        var time = signature.Timestamp is { } timestamp ? $", timestamped {Times.Show(timestamp.GenTime)}" : ", no timestamp";
        return $"  {CertificateNames.Short(signer)}{time}";
    }

    private static string Rule(PolicyOutcome policy) =>
        $", {(policy.IsAccepted ? "accepted" : "refused")} by {(policy.Rule is { } rule ? $"the rule '{rule}'" : "the policy")}";

    private static string VerdictOf(VerifiedFile file) => file.Result?.Verdict.ToString().ToLowerInvariant() ?? "not read";

    private static TextStyle StyleOf(VerifiedFile file) => StyleOf(file.ExitCode);

    private static TextStyle StyleOf(int exitCode) => exitCode switch
    {
        ExitCode.Success => TextStyle.Good,
        ExitCode.Unsigned => TextStyle.Caution,
        _ => TextStyle.Bad,
    };
}
