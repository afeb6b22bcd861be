using CodeSign.Testing;
using CodeSign.Verification;

namespace CodeSign.Core.Tests.Verification;

/// <summary>
/// The packages that this machine has restored, as nuget.org gives them out: signed by their authors and countersigned, or signed by the
/// repository alone.
/// </summary>
[TestClass]
public sealed class NuGetCacheTests
{
    [TestMethod]
    public async Task Genuine_packages_are_trusted_each_signature_on_its_own()
    {
        var kinds = new HashSet<(SignatureKind, bool)>();
        foreach (var file in NuGetCache.Packages())
        {
            var result = await Verifying.Verifier.VerifyAsync(file, InstalledSdk.Options, CancellationToken.None);
            if (result.Verdict == Verdict.Unsigned)
                continue;

            Assert.AreEqual(Verdict.Trusted, result.Verdict, $"{file}\n{Verifying.Describe(result)}");
            foreach (var signature in result.Signatures.SelectMany(s => s.WithNested()))
            {
                Assert.AreEqual(SignatureState.Trusted, signature.State, file);
                Assert.IsNotNull(signature.Timestamp, file);
                Assert.AreEqual(signature.Kind == SignatureKind.PackageRepository, signature.Repository is not null, file);
                if (signature.Repository is { } repository)
                    Assert.StartsWith("https://", repository.ServiceIndex);
            }

            kinds.Add((result.Signatures[0].Kind, result.Signatures[0].Nested.Count > 0));
        }

        Assert.Contains((SignatureKind.PackageAuthor, true), kinds);
    }

    [TestMethod]
    public async Task NuGet_comes_to_the_same_verdict()
    {
        var sample = NuGetCache.Packages().Where((_, index) => index % 5 == 0).ToList();
        var verdicts = new List<Verdict>();
        foreach (var file in sample)
            verdicts.Add((await Verifying.Verifier.VerifyAsync(file, InstalledSdk.Options, CancellationToken.None)).Verdict);

        var nuget = await Run.ProcessAsync("dotnet", ["nuget", "verify", "--all", .. sample], new ProcessOptions
        {
            Environment = new Dictionary<string, string?> { ["NUGET_CERT_REVOCATION_MODE"] = "offline" },
        });
        Assert.AreEqual(verdicts.TrueForAll(v => v == Verdict.Trusted), nuget.ExitCode == 0, nuget.Output);
    }
}
