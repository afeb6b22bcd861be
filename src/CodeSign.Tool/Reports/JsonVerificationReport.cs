using CodeSign.Tool.Reports.Json;
using CodeSign.Tool.Verifying;
using CodeSign.Verification;

namespace CodeSign.Tool.Reports;

/// <summary>For programs: one JSON document, described by docs/schema/codesign-verification-1.json.</summary>
internal sealed class JsonVerificationReport(TextWriter output) : IVerificationReport
{
    /// <inheritdoc/>
    public void Write(VerificationRun run) => ReportJson.Write(output, new VerificationDocument
    {
        Tool = ToolDocument.This,
        Time = run.Time,
        ExitCode = run.ExitCode,
        Summary = new SummaryDocument
        {
            Files = run.Files.Count,
            Trusted = run.Count(Verdict.Trusted),
            Untrusted = run.Count(Verdict.Untrusted),
            Unsigned = run.Count(Verdict.Unsigned),
            Invalid = run.Count(Verdict.Invalid),
            Failed = run.Unreadable,
            Skipped = run.Skipped,
        },
        Files = [.. run.Files.Select(FileDocument.From)],
        Errors = [.. run.Errors.Select(ErrorDocument.From)],
    }, ReportJson.Readable.VerificationDocument);
}
