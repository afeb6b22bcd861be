using CodeSign.Cms;
using CodeSign.Testing;
using CodeSign.Verification;

namespace CodeSign.Core.Tests.Verification;

[TestClass]
public sealed class TimestampTokenVerifierTests
{
    private static readonly byte[] Signature = [.. Enumerable.Range(0, 256).Select(i => (byte)i)];
    private static readonly TimestampTokenVerifier Verifier = new(new CertificateChainVerifier());

    [TestMethod]
    [DataRow("SHA256")]
    [DataRow("SHA384")]
    [DataRow("SHA512")]
    public async Task A_good_token_gives_its_facts(string imprint)
    {
        var time = new DateTimeOffset(2026, 3, 4, 5, 6, 7, TimeSpan.Zero);
        var algorithm = DigestAlgorithm.FromName(imprint)!;
        var encoded = await Tokens.AskAsync(Signature, time: time, imprint: algorithm);

        var requirements = Strict() with { Now = time, ImprintAlgorithm = algorithm, Server = "http://x/" };
        var token = Verify(encoded, requirements).Token!;

        Assert.AreEqual(time, token.GenTime);
        Assert.AreEqual(TimeSpan.FromSeconds(1), token.Accuracy);
        Assert.AreEqual(TimestampServer.DefaultPolicy, token.Policy);
        Assert.AreEqual("01", token.SerialNumber);
        Assert.AreEqual("http://x/", token.Server);
        CollectionAssert.AreEqual(encoded, token.Encoded.ToArray());
        CollectionAssert.AreEqual(
            TestIdentities.Timestamping.Chain.Select(c => c.Thumbprint).ToList(), token.Chain.Select(c => c.Thumbprint).ToList());
    }

    [TestMethod]
    public async Task Tokens_signed_with_an_elliptic_key_are_verified()
    {
        var token = await Tokens.AskAsync(Signature, certificate: TestIdentities.TimestampingEc);
        AssertGood(Verify(token, Strict()));
    }

    [TestMethod]
    public async Task Tokens_of_OpenSSL_are_verified()
    {
        await using var server = new OpenSslTimestampServer();
        AssertGood(Verify(await Tokens.AskAsync(server.Address, Signature), Strict()));
        await using var elliptic = new OpenSslTimestampServer(TestIdentities.TimestampingEc);
        AssertGood(Verify(await Tokens.AskAsync(elliptic.Address, Signature), Strict()));
    }

    [TestMethod]
    [DataRow(TimestampFault.CertificateIdentifierV1)]
    [DataRow(TimestampFault.WithoutAccuracy)]
    public async Task What_is_rare_but_right_is_accepted(TimestampFault fault) =>
        AssertGood(Verify(await Tokens.AskAsync(Signature, fault), Strict()));

    [TestMethod]
    [DataRow(TimestampFault.WrongNonce, FindingKind.UnrequestedTimestamp)]
    [DataRow(TimestampFault.MissingNonce, FindingKind.UnrequestedTimestamp)]
    [DataRow(TimestampFault.WrongPolicy, FindingKind.UnrequestedTimestamp)]
    [DataRow(TimestampFault.WrongImprint, FindingKind.ForeignTimestamp)]
    [DataRow(TimestampFault.WrongSignature, FindingKind.SignatureValueMismatch)]
    [DataRow(TimestampFault.WrongMessageDigest, FindingKind.ContentDigestMismatch)]
    [DataRow(TimestampFault.WrongUsage, FindingKind.WrongCertificateUsage)]
    [DataRow(TimestampFault.NonCriticalUsage, FindingKind.WrongCertificateUsage)]
    [DataRow(TimestampFault.AdditionalUsage, FindingKind.WrongCertificateUsage)]
    [DataRow(TimestampFault.ExpiredCertificate, FindingKind.CertificateOutOfDate)]
    [DataRow(TimestampFault.UntrustedCertificate, FindingKind.UntrustedRoot)]
    [DataRow(TimestampFault.Sha1Certificate, FindingKind.WeakDigest)]
    [DataRow(TimestampFault.WeakKey, FindingKind.WeakKey)]
    [DataRow(TimestampFault.Sha1Digest, FindingKind.WeakDigest)]
    [DataRow(TimestampFault.ClockAhead, FindingKind.ImplausibleTime)]
    [DataRow(TimestampFault.ClockBehind, FindingKind.ImplausibleTime)]
    [DataRow(TimestampFault.WithoutCertificates, FindingKind.SignerCertificateMissing)]
    [DataRow(TimestampFault.WithoutIntermediate, FindingKind.UntrustedRoot)]
    [DataRow(TimestampFault.WithoutCertificateIdentifier, FindingKind.SignedAttribute)]
    [DataRow(TimestampFault.WrongCertificateIdentifier, FindingKind.SignerCertificateMismatch)]
    public async Task A_faulty_token_is_refused_and_the_reason_said(TimestampFault fault, FindingKind expected)
    {
        var verification = Verify(await Tokens.AskAsync(Signature, fault), Strict());

        Assert.IsNull(verification.Token);
        Assert.AreNotEqual("", verification.Failure);
        Assert.IsTrue(
            verification.Findings.Any(f => f.Kind == expected && f.Severity >= FindingSeverity.Weakness),
            string.Join('\n', verification.Findings));
    }

    [TestMethod]
    [DataRow(TimestampFault.NonCriticalUsage)]
    [DataRow(TimestampFault.AdditionalUsage)]
    public async Task In_the_signatures_of_others_a_lax_usage_is_only_noted(TimestampFault fault)
    {
        var lenient = Strict() with { Origin = TimestampOrigin.Foreign };
        var verification = Verify(await Tokens.AskAsync(Signature, fault), lenient);

        Assert.IsNotNull(verification.Token, verification.Failure);
        var finding = verification.Findings.Single(f => f.Kind == FindingKind.WrongCertificateUsage);
        Assert.AreEqual(FindingSeverity.Information, finding.Severity);
    }

    [TestMethod]
    public async Task A_token_about_another_signature_is_refused()
    {
        var token = await Tokens.AskAsync(Signature);
        var verification = Verifier.Verify(token, new byte[256], Strict());
        Assert.IsNull(verification.Token);
        Assert.IsTrue(verification.Findings.Any(f => f.Kind == FindingKind.ForeignTimestamp));
    }

    [TestMethod]
    public async Task The_imprint_algorithm_that_was_asked_for_is_demanded()
    {
        var token = await Tokens.AskAsync(Signature);
        var verification = Verify(token, Strict() with { ImprintAlgorithm = DigestAlgorithm.Sha512 });
        Assert.IsTrue(verification.Findings.Any(f => f.Kind == FindingKind.UnrequestedTimestamp));
        Assert.IsNull(verification.Token);
    }

    [TestMethod]
    [DataRow(2, true)]
    [DataRow(1, true)]
    [DataRow(0, false)]
    [DataRow(-1, false)]
    public async Task The_time_must_lie_within_the_validity_of_the_signer_whatever_the_accuracy(int secondsAfterBeginning, bool good)
    {
        var beginning = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        using var signer = TestIdentities.Authority.Issue(
            new() { NotBefore = beginning, NotAfter = beginning.AddDays(1), Key = TestIdentities.CodeSigning.Key });
        var requirements = Strict() with { Signer = signer.Certificate, Now = null };

        foreach (var time in new[] { beginning.AddSeconds(secondsAfterBeginning), beginning.AddDays(1).AddSeconds(-secondsAfterBeginning) })
        {
            // A token without accuracy counts as one of a second.
            var token = await Tokens.AskAsync(Signature, TimestampFault.WithoutAccuracy, time);
            var verification = Verify(token, requirements);
            Assert.AreEqual(good, verification.Token is not null, $"{time:u} {verification.Failure}");
        }
    }

    [TestMethod]
    public async Task A_root_that_nobody_trusts_is_named()
    {
        var verification = Verify(await Tokens.AskAsync(Signature), Strict() with { Trust = TrustStore.Empty });
        Assert.IsNull(verification.Token);
        Assert.Contains("CodeSign Test Root", verification.Failure);
    }

    [TestMethod]
    public async Task No_byte_of_a_token_can_be_changed()
    {
        var token = await Tokens.AskAsync(Signature);
        var requirements = Strict();
        AssertGood(Verify(token, requirements));

        await Tamper.AssertEveryFlipFailsAsync(token, [], bytes => Task.FromResult(Verify(bytes, requirements).Token is null));
    }

    [TestMethod]
    public async Task No_part_of_a_token_is_one()
    {
        var token = await Tokens.AskAsync(Signature);
        for (var length = 0; length < token.Length; length++)
            Assert.IsNull(Verify(token.AsMemory(0, length), Strict()).Token);
        Assert.IsNull(Verify((byte[])[.. token, 0], Strict()).Token);
    }

    [TestMethod]
    public void An_enormous_token_is_not_even_read()
    {
        var verification = Verify(new byte[1 << 20], Strict());
        Assert.Contains("bytes", verification.Failure);
    }

    private static TimestampRequirements Strict() => new()
    {
        Trust = TrustStore.FromCertificates([TestIdentities.Authority.Root]),
        Nonce = Tokens.Nonce,
        Policy = TimestampServer.DefaultPolicy,
        Now = DateTimeOffset.UtcNow,
    };

    private static TimestampVerification Verify(ReadOnlyMemory<byte> token, TimestampRequirements requirements) =>
        Verifier.Verify(token, Signature, requirements);

    private static void AssertGood(TimestampVerification verification) =>
        Assert.IsNotNull(verification.Token, string.Join('\n', verification.Findings));
}
