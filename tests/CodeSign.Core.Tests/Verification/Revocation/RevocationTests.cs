using CodeSign.Testing;
using CodeSign.Verification;

namespace CodeSign.Core.Tests.Verification.Revocation;

[TestClass]
public sealed class RevocationTests
{
    private const int KeyCompromise = 1;
    private const int Superseded = 4;
    private const int Cessation = 5;

    [TestMethod]
    [DataRow(RevocationSources.Lists)]
    [DataRow(RevocationSources.Answers)]
    [DataRow(RevocationSources.Lists | RevocationSources.Answers)]
    public async Task What_nobody_has_revoked_is_trusted_without_a_word(RevocationSources sources)
    {
        await using var bench = await RevocationBench.StartAsync(sources);
        var result = await bench.VerifyAsync(RevocationMode.Require);
        Verifying.AssertVerdict(Verdict.Trusted, result);
        Assert.IsEmpty(Revocations(result), Verifying.Describe(result));
    }

    [TestMethod]
    public async Task Off_asks_nobody()
    {
        await using var bench = await RevocationBench.StartAsync();
        bench.Revoke(bench.Signer, RevocationBench.BeforeStamp);
        Verifying.AssertVerdict(Verdict.Trusted, await bench.VerifyAsync(RevocationMode.Off));
        Assert.AreEqual(0, bench.Server.Requests);
    }

    [TestMethod]
    [DataRow(RevocationSources.Lists)]
    [DataRow(RevocationSources.Answers)]
    public async Task Offline_knows_what_was_fetched_before_and_asks_nobody(RevocationSources sources)
    {
        await using var bench = await RevocationBench.StartAsync(sources);
        var before = await bench.VerifyAsync(RevocationMode.Offline);
        Verifying.AssertVerdict(Verdict.Trusted, before);
        Assert.AreEqual(FindingSeverity.Warning, Revocations(before)[0].Severity);
        Assert.AreEqual(0, bench.Server.Requests);

        await bench.VerifyAsync(RevocationMode.Online);
        var requests = bench.Server.Requests;
        Assert.IsEmpty(Revocations(await bench.VerifyAsync(RevocationMode.Offline)));
        Assert.AreEqual(requests, bench.Server.Requests);
    }

    [TestMethod]
    public async Task A_chain_costs_one_request_for_each_list_however_many_files_have_it()
    {
        await using var bench = await RevocationBench.StartAsync();
        var verifier = new ArtifactVerifier();
        for (var file = 0; file < 5; file++)
            await bench.VerifyAsync(bench.Options(RevocationMode.Online), verifier);
        Assert.AreEqual(2, bench.Server.Requests);
    }

    [TestMethod]
    [DataRow(RevocationSources.Lists)]
    [DataRow(RevocationSources.Answers)]
    public async Task What_was_revoked_before_it_signed_is_not_trusted(RevocationSources sources)
    {
        await using var bench = await RevocationBench.StartAsync(sources);
        bench.Revoke(bench.Signer, RevocationBench.BeforeStamp);
        await AssertAsync(bench, Verdict.Untrusted, FindingKind.Revoked);
    }

    [TestMethod]
    [DataRow(RevocationSources.Lists, null)]
    [DataRow(RevocationSources.Lists, Superseded)]
    [DataRow(RevocationSources.Answers, null)]
    [DataRow(RevocationSources.Answers, Cessation)]
    public async Task What_was_revoked_after_it_signed_stays_trusted_with_a_note(RevocationSources sources, int? reason)
    {
        await using var bench = await RevocationBench.StartAsync(sources);
        bench.Revoke(bench.Signer, RevocationBench.AfterStamp, reason);
        await AssertAsync(bench, Verdict.Trusted, FindingKind.RevokedLater);
    }

    [TestMethod]
    [DataRow(RevocationSources.Lists)]
    [DataRow(RevocationSources.Answers)]
    public async Task A_lost_key_takes_all_that_it_signed_with_it(RevocationSources sources)
    {
        await using var bench = await RevocationBench.StartAsync(sources);
        bench.Revoke(bench.Signer, RevocationBench.AfterStamp, KeyCompromise);
        await AssertAsync(bench, Verdict.Untrusted, FindingKind.Revoked);
    }

    [TestMethod]
    public async Task A_lost_key_takes_only_what_it_signed_since_where_the_issuer_says_when()
    {
        await using var bench = await RevocationBench.StartAsync();
        bench.Revoke(bench.Signer, RevocationBench.AfterStamp.AddDays(1), KeyCompromise, RevocationBench.AfterStamp);
        await AssertAsync(bench, Verdict.Trusted, FindingKind.RevokedLater);
    }

    [TestMethod]
    [DataRow(KeyCompromise)]
    [DataRow(Superseded)]
    public async Task An_invalidity_date_before_the_signature_counts_whatever_the_reason(int reason)
    {
        await using var bench = await RevocationBench.StartAsync();
        bench.Revoke(bench.Signer, RevocationBench.AfterStamp, reason, RevocationBench.BeforeStamp);
        await AssertAsync(bench, Verdict.Untrusted, FindingKind.Revoked);
    }

    [TestMethod]
    public async Task Without_a_timestamp_what_is_revoked_is_not_trusted()
    {
        await using var bench = await RevocationBench.StartAsync(stamped: false);
        bench.Revoke(bench.Signer, RevocationBench.Now.AddMinutes(-30), Superseded);
        await AssertAsync(bench, Verdict.Untrusted, FindingKind.Revoked);
    }

    [TestMethod]
    public async Task A_revoked_intermediate_takes_its_signers_with_it()
    {
        await using var bench = await RevocationBench.StartAsync();
        bench.Revoke(bench.Intermediate, RevocationBench.AfterStamp, reason: 2);
        await AssertAsync(bench, Verdict.Untrusted, FindingKind.Revoked);
    }

    [TestMethod]
    [DataRow(null)]
    [DataRow(KeyCompromise)]
    public async Task The_timestamps_of_an_authority_whose_key_may_be_lost_are_not_relied_on(int? reason)
    {
        await using var bench = await RevocationBench.StartAsync();
        bench.Revoke(bench.Stamper, RevocationBench.AfterStamp, reason);
        var valid = await bench.VerifyAsync(RevocationMode.Online);
        Verifying.AssertVerdict(Verdict.Trusted, valid);
        Assert.IsNull(valid.Signatures[0].Timestamp);
        Assert.IsEmpty(valid.Signatures[0].Timestamps);

        var expired = await bench.VerifyAsync(RevocationMode.Online, new FixedClock(RevocationBench.Now.AddYears(2)));
        AssertFinding(expired, Verdict.Untrusted, FindingKind.CertificateOutOfDate);
        var demanded = await bench.VerifyAsync(bench.Options(RevocationMode.Online) with { RequireTimestamp = true });
        AssertFinding(demanded, Verdict.Untrusted, FindingKind.NoTimestamp);
    }

    [TestMethod]
    public async Task The_timestamps_of_an_authority_that_closed_later_stay_good()
    {
        await using var bench = await RevocationBench.StartAsync();
        bench.Revoke(bench.Stamper, RevocationBench.AfterStamp, Cessation);
        await AssertAsync(bench, Verdict.Trusted, FindingKind.RevokedLater);
        Assert.IsNotNull((await bench.VerifyAsync(RevocationMode.Online)).Signatures[0].Timestamp);
    }

    [TestMethod]
    [DataRow(RevocationFault.Unavailable)]
    [DataRow(RevocationFault.Reset)]
    [DataRow(RevocationFault.Garbage)]
    [DataRow(RevocationFault.RedirectElsewhere)]
    [DataRow(RevocationFault.Endless)]
    [DataRow(RevocationFault.Stale)]
    [DataRow(RevocationFault.Future)]
    [DataRow(RevocationFault.Forged)]
    [DataRow(RevocationFault.Altered)]
    [DataRow(RevocationFault.WrongIssuer)]
    [DataRow(RevocationFault.WeakDigest)]
    [DataRow(RevocationFault.OtherDistributionPoint)]
    [DataRow(RevocationFault.OnlyAuthorities)]
    [DataRow(RevocationFault.Delta)]
    public async Task A_list_that_is_of_no_use_leaves_it_unknown(RevocationFault fault)
    {
        await using var bench = await RevocationBench.StartAsync();
        bench.Server.ListFault = fault;
        await AssertUnknownAsync(bench);
    }

    [TestMethod]
    [DataRow(RevocationFault.Unavailable)]
    [DataRow(RevocationFault.Garbage)]
    [DataRow(RevocationFault.Endless)]
    [DataRow(RevocationFault.Stale)]
    [DataRow(RevocationFault.Future)]
    [DataRow(RevocationFault.Forged)]
    [DataRow(RevocationFault.Altered)]
    [DataRow(RevocationFault.WeakDigest)]
    [DataRow(RevocationFault.OtherCertificate)]
    [DataRow(RevocationFault.UnknownCertificate)]
    [DataRow(RevocationFault.TryLater)]
    [DataRow(RevocationFault.UnfitDelegate)]
    [DataRow(RevocationFault.ForeignDelegate)]
    public async Task An_answer_that_is_of_no_use_leaves_it_unknown(RevocationFault fault)
    {
        await using var bench = await RevocationBench.StartAsync(RevocationSources.Answers);
        bench.Server.AnswerFault = fault;
        await AssertUnknownAsync(bench);
    }

    [TestMethod]
    public async Task A_server_that_never_answers_is_given_up()
    {
        await using var bench = await RevocationBench.StartAsync();
        bench.Server.ListFault = RevocationFault.Silence;
        var options = bench.Options(RevocationMode.Require);
        options = options with { Revocation = options.Revocation with { DownloadTimeout = TimeSpan.FromMilliseconds(100) } };
        AssertFinding(await bench.VerifyAsync(options), Verdict.Untrusted, FindingKind.RevocationUnknown);
    }

    [TestMethod]
    public async Task A_list_that_is_longer_than_allowed_is_not_read()
    {
        await using var bench = await RevocationBench.StartAsync();
        var options = bench.Options(RevocationMode.Require);
        options = options with { Revocation = options.Revocation with { MaximumListLength = 50 } };
        AssertFinding(await bench.VerifyAsync(options), Verdict.Untrusted, FindingKind.RevocationUnknown);
    }

    [TestMethod]
    public async Task A_delegate_of_the_issuers_may_answer()
    {
        await using var bench = await RevocationBench.StartAsync(RevocationSources.Answers);
        bench.Server.Delegates = true;
        bench.Revoke(bench.Signer, RevocationBench.AfterStamp);
        var result = await bench.VerifyAsync(RevocationMode.Require);
        AssertFinding(result, Verdict.Trusted, FindingKind.RevokedLater);
        Assert.HasCount(1, Revocations(result));
    }

    [TestMethod]
    public async Task Where_there_is_no_list_the_responder_is_asked()
    {
        await using var bench = await RevocationBench.StartAsync(RevocationSources.Lists | RevocationSources.Answers);
        bench.Server.ListFault = RevocationFault.Unavailable;
        bench.Revoke(bench.Signer, RevocationBench.BeforeStamp);
        AssertFinding(await bench.VerifyAsync(RevocationMode.Online), Verdict.Untrusted, FindingKind.Revoked);
    }

    [TestMethod]
    public async Task What_a_stale_list_says_is_revoked_is_revoked()
    {
        await using var bench = await RevocationBench.StartAsync();
        bench.Server.ListFault = RevocationFault.Stale;
        bench.Revoke(bench.Signer, RevocationBench.BeforeStamp);
        await AssertAsync(bench, Verdict.Untrusted, FindingKind.Revoked);
    }

    [TestMethod]
    public async Task A_hold_in_a_stale_list_may_have_been_lifted()
    {
        await using var bench = await RevocationBench.StartAsync();
        bench.Revoke(bench.Signer, RevocationBench.BeforeStamp, reason: 6);
        await AssertAsync(bench, Verdict.Untrusted, FindingKind.Revoked);
        await using var stale = await RevocationBench.StartAsync();
        stale.Server.ListFault = RevocationFault.Stale;
        stale.Revoke(stale.Signer, RevocationBench.BeforeStamp, reason: 6);
        await AssertUnknownAsync(stale);
    }

    [TestMethod]
    public async Task What_the_cache_has_counts_no_longer_than_its_next_update()
    {
        await using var bench = await RevocationBench.StartAsync();
        var verifier = new ArtifactVerifier();
        await bench.VerifyAsync(bench.Options(RevocationMode.Online), verifier);
        var later = new FixedClock(RevocationBench.Now.AddDays(8));
        AssertFinding(await bench.VerifyAsync(RevocationMode.Offline, later), Verdict.Trusted, FindingKind.RevocationUnknown);
        bench.Revoke(bench.Signer, RevocationBench.BeforeStamp);
        bench.Server.Clock = later;
        AssertFinding(
            await bench.VerifyAsync(bench.Options(RevocationMode.Online, later), verifier), Verdict.Untrusted, FindingKind.Revoked);
    }

    [TestMethod]
    public async Task What_someone_changes_in_the_cache_is_not_believed()
    {
        await using var bench = await RevocationBench.StartAsync();
        await bench.VerifyAsync(RevocationMode.Online);
        foreach (var file in Directory.EnumerateFiles(Path.GetDirectoryName(bench.CacheFile("*.crl"))!))
        {
            var content = File.ReadAllBytes(file);
            content[^1] ^= 1;
            File.WriteAllBytes(file, content);
        }

        AssertFinding(await bench.VerifyAsync(RevocationMode.Offline), Verdict.Trusted, FindingKind.RevocationUnknown);
        Assert.IsEmpty(Revocations(await bench.VerifyAsync(RevocationMode.Online)));
    }

    [TestMethod]
    public async Task A_certificate_that_names_no_place_is_unknown()
    {
        await using var bench = await RevocationBench.StartAsync(RevocationSources.None);
        await AssertUnknownAsync(bench);
    }

    [TestMethod]
    public async Task Nobody_is_asked_about_a_chain_that_leads_to_no_trusted_root()
    {
        await using var bench = await RevocationBench.StartAsync();
        var options = bench.Options(RevocationMode.Online) with { SignerTrust = TrustStore.Empty };
        Verifying.AssertVerdict(Verdict.Untrusted, await bench.VerifyAsync(options));
        Assert.AreEqual(0, bench.Server.Requests);
    }

    private static async Task AssertAsync(RevocationBench bench, Verdict verdict, FindingKind kind)
    {
        AssertFinding(await bench.VerifyAsync(RevocationMode.Online), verdict, kind);
        AssertFinding(await bench.VerifyAsync(RevocationMode.Offline), verdict, kind);
        AssertFinding(await bench.VerifyAsync(RevocationMode.Require), verdict, kind);
    }

    private static async Task AssertUnknownAsync(RevocationBench bench)
    {
        AssertFinding(await bench.VerifyAsync(RevocationMode.Online), Verdict.Trusted, FindingKind.RevocationUnknown);
        AssertFinding(await bench.VerifyAsync(RevocationMode.Require), Verdict.Untrusted, FindingKind.RevocationUnknown);
    }

    private static void AssertFinding(VerificationResult result, Verdict verdict, FindingKind kind)
    {
        Verifying.AssertVerdict(verdict, result);
        Assert.IsTrue(result.Findings.Any(f => f.Kind == kind), $"{kind} is not among the findings:\n{Verifying.Describe(result)}");
    }

    private static List<Finding> Revocations(VerificationResult result) =>
        [.. result.Findings.Where(f => f.Kind is FindingKind.Revoked or FindingKind.RevokedLater or FindingKind.RevocationUnknown)];
}
