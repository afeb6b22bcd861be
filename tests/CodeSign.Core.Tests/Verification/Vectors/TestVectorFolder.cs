using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using CodeSign.Core.Tests.Verification.Attacks;
using CodeSign.Testing;
using CodeSign.Verification;

namespace CodeSign.Core.Tests.Verification.Vectors;

/// <summary>
/// Writes the test vectors: a folder of small files, genuine and broken, with the verdict of each, for other verifiers to use.
/// docs/test-vectors.md describes it. Keys, and so signatures, are new each time; all else is the same.
/// </summary>
internal static class TestVectorFolder
{
    public const string Expectations = "expected.json";
    public const string Roots = "roots.pem";

    private static readonly JsonSerializerOptions Json = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        NewLine = "\n",
        WriteIndented = true,
    };

    /// <summary>Writes the folder; what is in the way is overwritten.</summary>
    public static async Task<ExpectedVectors> WriteAsync(string folder)
    {
        Directory.CreateDirectory(folder);
        var files = new List<ExpectedVector>();
        foreach (var attack in AttackMatrix.Cases)
            files.Add(await WriteAsync(folder, $"{attack.Id}.dll", "pe", attack.Description, attack.Ours, await attack.MakeAsync()));
        foreach (var (id, description, verdict, content) in await PackageVectors.MakeAsync())
            files.Add(await WriteAsync(folder, $"{id}.nupkg", "nupkg", description, verdict, content));

        File.WriteAllText(Path.Combine(folder, Roots), TestIdentities.Authority.RootPem);
        var time = DateTimeOffset.UtcNow.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        var expected = new ExpectedVectors(1, time, Roots, files);
        File.WriteAllText(Path.Combine(folder, Expectations), JsonSerializer.Serialize(expected, Json) + "\n");
        return expected;
    }

    /// <summary>Reads what a folder's files are expected to be.</summary>
    public static ExpectedVectors Read(string folder) =>
        JsonSerializer.Deserialize<ExpectedVectors>(File.ReadAllText(Path.Combine(folder, Expectations)), Json)!;

    private static async Task<ExpectedVector> WriteAsync(
        string folder, string name, string format, string description, Verdict verdict, byte[] content)
    {
        File.WriteAllBytes(Path.Combine(folder, name), content);
        var result = await Verifying.VerifyAsync(content);
        return new ExpectedVector(
            name,
            format,
            description,
            verdict.ToString().ToLowerInvariant(),
            [.. result.Findings.Select(finding => finding.Kind.ToString()).Distinct()]);
    }
}

/// <summary>What expected.json holds.</summary>
internal sealed record ExpectedVectors(int SchemaVersion, string Time, string Roots, IReadOnlyList<ExpectedVector> Files);

/// <summary>What is expected of one file.</summary>
internal sealed record ExpectedVector(string File, string Format, string Description, string Verdict, IReadOnlyList<string> Findings);
