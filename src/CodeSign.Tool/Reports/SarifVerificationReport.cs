using System.Text;
using System.Text.Json;
using CodeSign.Diagnostics;
using CodeSign.Tool.Reports.Json;
using CodeSign.Tool.Verifying;
using CodeSign.Verification;

namespace CodeSign.Tool.Reports;

/// <summary>
/// For code scanning: SARIF 2.1.0 (OASIS). Each finding is a result, and its code the rule's id. What could not be looked at is a
/// notification of the tool.
/// </summary>
internal sealed class SarifVerificationReport(ToolHost host) : IVerificationReport
{
    private const string Root = "WORKINGDIRECTORY";

    /// <inheritdoc/>
    public void Write(VerificationRun run)
    {
        using var memory = new MemoryStream();
        using (var json = new Utf8JsonWriter(memory, new JsonWriterOptions { Indented = true, NewLine = "\n" }))
            WriteLog(json, run);
        host.Output.Write(Encoding.UTF8.GetString(memory.ToArray()));
        host.Output.Write('\n');
    }

    private void WriteLog(Utf8JsonWriter json, VerificationRun run)
    {
        var findings = run.Files.Where(file => file.Result is not null)
            .SelectMany(file => file.Result!.Findings.Select(finding => (File: file, Finding: finding))).ToList();
        var rules = findings.Select(pair => pair.Finding.Kind).Distinct().Order().ToList();

        json.WriteStartObject();
        json.WriteString("$schema", "https://json.schemastore.org/sarif-2.1.0.json");
        json.WriteString("version", "2.1.0");
        json.WriteStartArray("runs");
        json.WriteStartObject();
        WriteTool(json, rules);
        WriteInvocation(json, run);
        WriteRoot(json);
        json.WriteStartArray("results");
        foreach (var (file, finding) in findings)
            WriteResult(json, file, finding, rules.IndexOf(finding.Kind));
        json.WriteEndArray();
        json.WriteString("columnKind", "utf16CodeUnits");
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteTool(Utf8JsonWriter json, IEnumerable<FindingKind> rules)
    {
        json.WriteStartObject("tool");
        json.WriteStartObject("driver");
        json.WriteString("name", ToolDocument.This.Name);
        json.WriteString("version", ToolDocument.This.Version);
        json.WriteStartArray("rules");
        foreach (var rule in rules)
        {
            json.WriteStartObject();
            json.WriteString("id", rule.ToString());
            WriteMessage(json, "shortDescription", Words(rule));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteInvocation(Utf8JsonWriter json, VerificationRun run)
    {
        var failures = run.Errors.Concat(run.Files.Select(file => file.Failure).OfType<Diagnostic>()).ToList();
        json.WriteStartArray("invocations");
        json.WriteStartObject();
        json.WriteBoolean("executionSuccessful", failures.Count == 0);
        json.WriteNumber("exitCode", run.ExitCode);
        json.WriteString("startTimeUtc", run.Time.UtcDateTime);
        json.WriteStartArray("toolExecutionNotifications");
        foreach (var failure in failures)
        {
            json.WriteStartObject();
            json.WriteString("level", "error");
            json.WriteStartObject("descriptor");
            json.WriteString("id", failure.Descriptor.Code);
            json.WriteEndObject();
            WriteMessage(json, "message", failure.ToString());
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private void WriteRoot(Utf8JsonWriter json)
    {
        json.WriteStartObject("originalUriBaseIds");
        json.WriteStartObject(Root);
        json.WriteString("uri",
            new Uri(Path.TrimEndingDirectorySeparator(host.WorkingDirectory) + Path.DirectorySeparatorChar).AbsoluteUri);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private void WriteResult(Utf8JsonWriter json, VerifiedFile file, Finding finding, int rule)
    {
        var verdict = file.Result!.Verdict;
        json.WriteStartObject();
        json.WriteString("ruleId", finding.Kind.ToString());
        json.WriteNumber("ruleIndex", rule);
        json.WriteString("level", LevelOf(finding, verdict));
        WriteMessage(json, "message", finding.Place.Length == 0 ? finding.Explanation : $"{finding.Place}: {finding.Explanation}");
        json.WriteStartArray("locations");
        json.WriteStartObject();
        json.WriteStartObject("physicalLocation");
        WriteLocation(json, file.File.Path);
        json.WriteEndObject();
        if (file.File.Entry is { } entry)
            WriteEntry(json, entry);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteStartObject("properties");
        json.WriteString("verdict", JsonNames.Of(verdict));
        json.WriteString("severity", JsonNames.Of(finding.Severity));
        json.WriteString("place", finding.Place);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>Where in an archive.</summary>
    private static void WriteEntry(Utf8JsonWriter json, string entry)
    {
        json.WriteStartArray("logicalLocations");
        json.WriteStartObject();
        json.WriteString("fullyQualifiedName", entry);
        json.WriteEndObject();
        json.WriteEndArray();
    }

    /// <summary>What made the file anything but trusted is an error; what a trusted file also has is a warning.</summary>
    private static string LevelOf(Finding finding, Verdict verdict) => finding switch
    {
        { Severity: FindingSeverity.Broken } => "error",
        { Severity: FindingSeverity.Untrusted or FindingSeverity.Weakness } => verdict == Verdict.Trusted ? "warning" : "error",
        { Severity: FindingSeverity.Warning } => "warning",
        { Kind: FindingKind.NoSignature } => "error",
        _ => "note",
    };

    private void WriteLocation(Utf8JsonWriter json, string path)
    {
        json.WriteStartObject("artifactLocation");
        var relative = Path.GetRelativePath(host.WorkingDirectory, path).Replace('\\', '/');
        if (relative == ".." || relative.StartsWith("../", StringComparison.Ordinal) || Path.IsPathRooted(relative))
        {
            json.WriteString("uri", new Uri(path).AbsoluteUri);
        }
        else
        {
            json.WriteString("uri", string.Join('/', relative.Split('/').Select(Uri.EscapeDataString)));
            json.WriteString("uriBaseId", Root);
        }

        json.WriteEndObject();
    }

    private static void WriteMessage(Utf8JsonWriter json, string name, string text)
    {
        json.WriteStartObject(name);
        json.WriteString("text", text);
        json.WriteEndObject();
    }

    /// <summary>The code in words: <c>ContentDigestMismatch</c> is "Content digest mismatch."</summary>
    private static string Words(FindingKind kind)
    {
        var words = new StringBuilder();
        foreach (var c in kind.ToString())
            _ = char.IsUpper(c) && words.Length > 0 ? words.Append(' ').Append(char.ToLowerInvariant(c)) : words.Append(c);
        return words.Append('.').ToString();
    }
}
