namespace CodeSign.Build.Tests;

/// <summary>The target that looks at a build's outputs before they are published.</summary>
[TestClass]
public sealed class VerifyOutputsTests
{
    [TestMethod]
    public async Task What_was_packed_is_ready_and_what_was_changed_since_is_not()
    {
        await using var solution = new TestSolution();
        var library = solution.Add("Greetings").Frameworks("net10.0;netstandard2.0");
        await library.PackSignedAsync();
        string[] verify = ["-t:CodeSignVerify", $"-p:PackageOutputPath={solution.Output}", "--no-restore"];
        var requests = solution.Timestamps.Requests;

        var ready = (await library.BuildAsync(verify)).EnsureSuccess();
        Assert.Contains("may be published", ready.Output);
        Assert.AreEqual(requests, solution.Timestamps.Requests, "Verification signed something.");

        var assembly = library.Bin("netstandard2.0");
        var signed = await File.ReadAllBytesAsync(assembly);
        await File.WriteAllBytesAsync(assembly, [.. signed, 0]);
        EnsureRefused(await library.BuildAsync(verify), "CSB7026");
        await File.WriteAllBytesAsync(assembly, signed);
        var manifest = Path.Combine(solution.Output, "Greetings.1.0.0.codesign.json");
        File.Delete(manifest + ".p7s");
        EnsureRefused(await library.BuildAsync(verify), "CSB7040");
        (await library.BuildAsync([.. verify, "-p:CodeSignManifestSignature=false"])).EnsureSuccess();
        File.Delete(manifest);
        EnsureRefused(await library.BuildAsync(verify), "CSB7024");
    }

    // A build's summary says each error again.
    private static void EnsureRefused(BuildResult result, string code)
    {
        Assert.IsFalse(result.Succeeded, result.ToString());
        Assert.AreEqual(code, string.Join(' ', result.Errors.Distinct()), result.ToString());
    }
}
