using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using CodeSign.Build.Settings;
using CodeSign.TestGate;
using Microsoft.Build.Framework;

namespace CodeSign.Build.TestGate;

/// <summary>What a project asks of the tests of what it ships.</summary>
internal sealed record TestGateSettings
{
    /// <summary>How strictly a shipped assembly must equal the tested one.</summary>
    public required TestDemand Demand { get; init; }

    /// <summary>The assemblies that may be untested.</summary>
    public required IReadOnlyList<UntestedRule> Untested { get; init; }

    /// <summary>Where results of earlier jobs are looked for, as the user wrote it; empty where there are none.</summary>
    public required IReadOnlyList<string> ResultPatterns { get; init; }

    /// <summary>Full path of the certificate of who must have sealed results, or <see langword="null"/>.</summary>
    public required string? SealCertificate { get; init; }

    /// <summary>Stands for all of this and for what tests are made of: a verdict under other settings, or by other tests, counts no more.</summary>
    public required string Fingerprint { get; init; }

    /// <summary>Reads the item that the target <c>CodeSignPrepareTests</c> makes, and the <c>CodeSignUntested</c> items.</summary>
    /// <exception cref="Diagnostics.CodeSignException">A value can't be understood.</exception>
    public static TestGateSettings Read(ITaskItem gate, IEnumerable<ITaskItem> untested)
    {
        var reader = new SettingsReader(gate);
        List<UntestedRule> rules = [.. untested.SelectMany(ReadUntested)];
        var certificate = reader.FilePath("TestEvidenceCertificate");
        return new TestGateSettings
        {
            Demand = reader.Text("Require") == "exact" ? TestDemand.Exact : TestDemand.SameCompilation,
            Untested = rules,
            ResultPatterns = reader.List("TestResults"),
            SealCertificate = certificate,
            Fingerprint = FingerprintOf(reader, rules, certificate),
        };
    }

    // As with CodeSignFile, a wildcard stands in Pattern: in Include MSBuild would look for it on the disk.
    private static IEnumerable<UntestedRule> ReadUntested(ITaskItem item)
    {
        var patterns = new SettingsReader(item).List("Pattern");
        return patterns.DefaultIfEmpty(item.ItemSpec).Select(pattern => new UntestedRule(pattern, item.GetMetadata("Reason")));
    }

    private static string FingerprintOf(SettingsReader reader, IEnumerable<UntestedRule> untested, string? certificate)
    {
        var text = new StringBuilder();
        text.Append(typeof(TestJudge).Assembly.ManifestModule.ModuleVersionId).Append('\n');
        foreach (var name in new[] { "Require", "TestProject", "TestResults", "Stamp", "NoBuild" })
            text.Append(name).Append('=').Append(reader.Text(name)).Append('\n');
        foreach (var rule in untested)
            text.Append(rule.Pattern).Append('=').Append(rule.Reason).Append('\n');
        if (certificate is not null && new FileInfo(certificate) is { Exists: true } file)
            text.Append(CultureInfo.InvariantCulture, $"{certificate} {file.Length} {file.LastWriteTimeUtc.Ticks}\n");
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }
}
