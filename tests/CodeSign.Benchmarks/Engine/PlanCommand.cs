using System.Globalization;
using CodeSign.Formats.PortableExecutable;
using CodeSign.Manifests;
using CodeSign.Plans;
using CodeSign.Signing;
using CodeSign.Verification;

namespace CodeSign.Benchmarks;

/// <summary>
/// Plans all files of a folder without a key, as a build does: those that are unsigned are ours, those that are signed a package's.
/// Writes the plan down and prints the process's peak memory, in bytes.
/// </summary>
internal static class PlanCommand
{
    private const string SignedPrefix = "signed-";

    /// <summary>Plans.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(string[] arguments)
    {
        var request = PlanRequest.Parse(arguments);
        var roots = TrustStore.FromPemFile(request.Roots);
        var plan = await SigningPlan.CreateAsync(
            [.. Directory.GetFiles(request.Input).Select(Candidate)],
            new SigningPlanOptions
            {
                Formats = [new PortableExecutableFormat()],
                Profile = new KeylessTerms("key.pem", null, IsTimestamped: true),
                Inspector = new SignatureInspector(new ArtifactVerifier(), roots, roots),
            },
            CancellationToken.None);
        if (plan.HasErrors)
            throw new InvalidOperationException(plan.Diagnostics[0].ToString());
        var document = PlanDocument.From(plan, new ManifestTool("benchmark", "1.0.0"), hasKey: true);
        await PlanDocumentFile.WriteAsync(document, request.Document, CancellationToken.None);
        Console.WriteLine(PeakMemory.OfThisProcess().ToString(CultureInfo.InvariantCulture));
        return 0;
    }

    /// <summary>The name of a file that is somebody else's, and signed.</summary>
    public static string SignedName(string name) => SignedPrefix + name;

    private static Candidate Candidate(string path)
    {
        var name = Path.GetFileName(path);
        var isSigned = name.StartsWith(SignedPrefix, StringComparison.Ordinal);
        return new Candidate { Path = path, TargetPath = $"lib/{name}", Origin = isSigned ? FileOrigin.Package("Vendor", "1.0.0") : FileOrigin.Own };
    }
}
