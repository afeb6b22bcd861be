using CodeSign.Diagnostics;
using CodeSign.Testing;
using CodeSign.Verification;

namespace CodeSign.Core.Tests.Verification;

[TestClass]
public sealed class TrustSourcesTests
{
    [TestMethod]
    public async Task By_default_the_roots_of_the_SDK_are_trusted_and_no_others()
    {
        var trust = new TrustSources().Open();
        var options = new VerificationOptions { SignerTrust = trust.Signers, TimestampTrust = trust.Timestamps };
        var genuine = InstalledSdk.Files("System.Private.CoreLib.dll")[0];
        Verifying.AssertVerdict(Verdict.Trusted, await Verifying.Verifier.VerifyAsync(genuine, options, CancellationToken.None));
        Verifying.AssertVerdict(Verdict.Untrusted, await Verifying.VerifyAsync((await Samples.ImageAsync()).File, options));
    }

    [TestMethod]
    [DataRow(TrustBase.NuGet)]
    [DataRow(TrustBase.None)]
    public async Task Given_roots_are_trusted_for_signers_and_authorities_alike_beside_the_others_or_alone(TrustBase trustBase)
    {
        using var folder = new TemporaryFolder();
        var sources = new TrustSources { Base = trustBase, RootFiles = [TestIdentities.Authority.WriteRoot(folder.File("root.pem"))] };
        var trust = sources.Open();
        var options = new VerificationOptions { SignerTrust = trust.Signers, TimestampTrust = trust.Timestamps, RequireTimestamp = true };
        Verifying.AssertVerdict(Verdict.Trusted, await Verifying.VerifyAsync((await Samples.ImageAsync()).File, options));
        var genuine = InstalledSdk.Files("System.Private.CoreLib.dll")[0];
        Verifying.AssertVerdict(
            trustBase == TrustBase.NuGet ? Verdict.Trusted : Verdict.Untrusted,
            await Verifying.Verifier.VerifyAsync(genuine, options, CancellationToken.None));
    }

    [TestMethod]
    [OSCondition(ConditionMode.Include, OperatingSystems.Linux)]
    public void Linux_has_no_trust_of_its_own_for_code() => AssertRefused("CSB4010", new TrustSources { Base = TrustBase.System });

    [TestMethod]
    [OSCondition(ConditionMode.Exclude, OperatingSystems.Linux)]
    public void Windows_and_macOS_have_trust_of_their_own()
    {
        var trust = new TrustSources { Base = TrustBase.System }.Open();
        Assert.HasCount(0, trust.Signers.FindBySubject(TestIdentities.Authority.Root.SubjectName.RawData));
    }

    [TestMethod]
    public void A_file_of_roots_that_does_not_exist_is_told() => AssertRefused("CSB4002", new TrustSources { RootFiles = ["/nowhere/root.pem"] });

    private static void AssertRefused(string code, TrustSources sources) =>
        Assert.AreEqual(code, Assert.ThrowsExactly<CodeSignException>(() => sources.Open()).Diagnostic.Descriptor.Code);
}
