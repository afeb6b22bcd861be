using CodeSign.Testing;
using CodeSign.Verification;

namespace CodeSign.Core.Tests.Verification;

/// <summary>What time does to signatures: the same files, verified at other times, and stamped at odd ones.</summary>
[TestClass]
public sealed class OverTimeTests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.UtcNow;

    [TestMethod]
    [DataRow(0)]
    [DataRow(400)]
    [DataRow(3000)]
    [DataRow(9000)]
    public async Task What_was_stamped_in_time_stays_trusted_when_signer_authority_and_root_have_expired(int days) =>
        Verifying.AssertVerdict(Verdict.Trusted, await VerifyAsync(await SignAsync(), Now.AddDays(days)));

    [TestMethod]
    public async Task Without_a_timestamp_it_ends_with_the_certificate()
    {
        var file = (await Samples.SignImageAsync(stamped: false)).File;
        Verifying.AssertVerdict(Verdict.Trusted, await VerifyAsync(file, Now.AddDays(300)));
        AssertFinding(await VerifyAsync(file, Now.AddDays(400)), Verdict.Untrusted, FindingKind.CertificateOutOfDate);
        AssertFinding(await VerifyAsync(file, Now.AddDays(-60)), Verdict.Untrusted, FindingKind.CertificateOutOfDate);
    }

    [TestMethod]
    public async Task What_was_stamped_before_or_after_the_certificates_validity_is_not_trusted_then()
    {
        foreach (var time in new[] { Now.AddDays(-31), Now.AddDays(366) })
        {
            var file = await SignAsync(time);
            AssertFinding(await VerifyAsync(file, Now.AddDays(500)), Verdict.Untrusted, FindingKind.ImplausibleTime);
        }
    }

    [TestMethod]
    public async Task A_timestamp_within_its_accuracy_of_the_end_may_be_from_behind_it()
    {
        using var signer = TestIdentities.Authority.Issue(new() { Key = TestIdentities.CodeSigning.Key, NotAfter = Now.AddDays(-5) });
        var end = new DateTimeOffset(signer.Certificate.NotAfter.ToUniversalTime(), TimeSpan.Zero);
        var inside = (await Samples.SignImageAsync(signer, end.AddSeconds(-60))).File;
        Verifying.AssertVerdict(Verdict.Trusted, await VerifyAsync(inside, Now));
        var edge = (await Samples.SignImageAsync(signer, end)).File;
        AssertFinding(await VerifyAsync(edge, Now), Verdict.Untrusted, FindingKind.ImplausibleTime);
    }

    [TestMethod]
    public async Task An_authority_that_had_expired_when_it_stamped_is_not_relied_on()
    {
        using var stamper = TestIdentities.Authority.IssueTimestamping(CertificateOptions.ForTimestamping with
        {
            Key = TestIdentities.Timestamping.Key,
            NotAfter = Now.AddDays(-20),
        });
        var file = (await Samples.SignImageAsync(time: Now.AddDays(-10), authority: stamper)).File;
        AssertFinding(await VerifyAsync(file, Now), Verdict.Trusted, FindingKind.CertificateOutOfDate);
        AssertFinding(await VerifyAsync(file, Now.AddDays(400)), Verdict.Untrusted, FindingKind.NoTimestamp);

        var before = (await Samples.SignImageAsync(time: Now.AddDays(-25), authority: stamper)).File;
        Verifying.AssertVerdict(Verdict.Trusted, await VerifyAsync(before, Now.AddDays(400)));
    }

    [TestMethod]
    public async Task A_clock_that_is_a_little_behind_the_authoritys_does_no_harm_and_one_far_behind_is_told()
    {
        var file = await SignAsync(Now);
        Verifying.AssertVerdict(Verdict.Trusted, await VerifyAsync(file, Now.AddMinutes(-50)));
        AssertFinding(await VerifyAsync(file, Now.AddHours(-3)), Verdict.Trusted, FindingKind.ImplausibleTime);
        var demanding = Verifying.Options with { Clock = new FixedClock(Now.AddHours(-3)), RequireTimestamp = true };
        AssertFinding(await Verifying.VerifyAsync(file, demanding), Verdict.Untrusted, FindingKind.NoTimestamp);
    }

    [TestMethod]
    public async Task Lifetime_signing_ends_with_the_certificate_whatever_the_timestamp()
    {
        using var signer = TestIdentities.Authority.Issue(new()
        {
            Key = TestIdentities.CodeSigning.Key,
            ExtendedKeyUsages = [CertificateOptions.CodeSigning, CertificateOptions.LifetimeSigning],
        });
        var file = (await Samples.SignImageAsync(signer, Now.AddDays(-10))).File;
        Verifying.AssertVerdict(Verdict.Trusted, await VerifyAsync(file, Now.AddDays(360)));
        AssertFinding(await VerifyAsync(file, Now.AddDays(366)), Verdict.Untrusted, FindingKind.CertificateOutOfDate);
    }

    [TestMethod]
    public async Task A_countersignature_from_before_RFC_3161_shows_no_time()
    {
        var legacy = Attacks.AttackMatrix.Cases.Single(c => c.Id == "legacy");
        var file = await legacy.MakeAsync();
        AssertFinding(await VerifyAsync(file, Now), Verdict.Untrusted, FindingKind.LegacyTimestamp);
        AssertFinding(await VerifyAsync(file, Now.AddDays(-8)), Verdict.Trusted, FindingKind.LegacyTimestamp);
    }

    private static async Task<byte[]> SignAsync(DateTimeOffset? time = null) =>
        (await Samples.SignImageAsync(time: time ?? Now.AddDays(-10))).File;

    private static Task<VerificationResult> VerifyAsync(byte[] file, DateTimeOffset now) =>
        Verifying.VerifyAsync(file, Verifying.Options with { Clock = new FixedClock(now) });

    private static void AssertFinding(VerificationResult result, Verdict verdict, FindingKind kind)
    {
        Verifying.AssertVerdict(verdict, result);
        Assert.IsTrue(result.Findings.Any(f => f.Kind == kind), $"{kind} is not among the findings:\n{Verifying.Describe(result)}");
    }
}
