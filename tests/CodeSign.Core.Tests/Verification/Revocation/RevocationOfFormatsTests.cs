using CodeSign.Core.Tests.Formats;
using CodeSign.Formats;
using CodeSign.Testing;
using CodeSign.Verification;

namespace CodeSign.Core.Tests.Verification.Revocation;

/// <summary>Revocation counts for everything that is signed, not for programs alone.</summary>
[TestClass]
public sealed class RevocationOfFormatsTests
{
    private const int Superseded = 4;

    public enum Signed
    {
        Package,
        BesideFile,
        Manifest,
    }

    [TestMethod]
    [DataRow(Signed.Package)]
    [DataRow(Signed.BesideFile)]
    [DataRow(Signed.Manifest)]
    public async Task What_nobody_has_revoked_is_trusted_and_where_nothing_is_known_it_is_not_where_that_is_required(Signed what)
    {
        await using var bench = await StartAsync();
        bench.Server.ListFault = RevocationFault.Unavailable;
        AssertFinding(await VerifyAsync(bench, what, RevocationMode.Require), Verdict.Untrusted, FindingKind.RevocationUnknown);
        AssertFinding(await VerifyAsync(bench, what, RevocationMode.Online), Verdict.Trusted, FindingKind.RevocationUnknown);
        bench.Server.ListFault = RevocationFault.None;
        var result = await VerifyAsync(bench, what, RevocationMode.Require);
        Verifying.AssertVerdict(Verdict.Trusted, result);
        Assert.IsEmpty(result.Findings.Where(finding => finding.Kind == FindingKind.RevocationUnknown), Verifying.Describe(result));
    }

    [TestMethod]
    [DataRow(Signed.Package)]
    [DataRow(Signed.BesideFile)]
    [DataRow(Signed.Manifest)]
    public async Task What_was_revoked_before_it_signed_is_not_trusted(Signed what)
    {
        await using var bench = await StartAsync();
        bench.Revoke(bench.Signer, RevocationBench.BeforeStamp, Superseded);
        AssertFinding(await VerifyAsync(bench, what, RevocationMode.Online), Verdict.Untrusted, FindingKind.Revoked);
    }

    [TestMethod]
    [DataRow(Signed.Package)]
    [DataRow(Signed.BesideFile)]
    [DataRow(Signed.Manifest)]
    public async Task What_was_revoked_after_it_signed_stays_trusted_with_a_note(Signed what)
    {
        await using var bench = await StartAsync();
        bench.Revoke(bench.Signer, RevocationBench.AfterStamp, Superseded);
        AssertFinding(await VerifyAsync(bench, what, RevocationMode.Online), Verdict.Trusted, FindingKind.RevokedLater);
    }

    // Packages are signed with RSA.
    private static Task<RevocationBench> StartAsync() => RevocationBench.StartAsync(signerKey: TestKeyKind.Rsa2048);

    /// <summary>Signs as the bench's file is signed, and verifies with a verifier that has seen nothing yet.</summary>
    private static async Task<VerificationResult> VerifyAsync(RevocationBench bench, Signed what, RevocationMode mode)
    {
        using var folder = new TemporaryFolder();
        var (formats, options) = (new SignatureFormats(), bench.Options(mode));
        var file = folder.Write(what == Signed.Manifest ? "a.codesign.json" : "a.txt", "{}");
        var signature = file + ".p7s";
        if (what == Signed.Package)
        {
            var package = await Samples.SignPackageAsync(bench.Signer, RevocationBench.Stamped, authority: bench.Stamper);
            return await new ArtifactVerifier().VerifyAsync(folder.Write("a.nupkg", package), options, CancellationToken.None);
        }

        await FormatSigner.SignAsync(
            formats.Detached, file, signature, bench.Signer, new StampedAt(RevocationBench.Stamped, bench.Stamper));
        return what == Signed.Manifest
            ? (await new ArtifactVerifier().VerifyManifestAsync(file, options, CancellationToken.None))!
            : await new ArtifactVerifier().VerifyDetachedAsync(file, signature, options, CancellationToken.None);
    }

    private static void AssertFinding(VerificationResult result, Verdict verdict, FindingKind kind)
    {
        Verifying.AssertVerdict(verdict, result);
        Assert.IsTrue(result.Findings.Any(f => f.Kind == kind), $"{kind} is not among the findings:\n{Verifying.Describe(result)}");
    }
}
