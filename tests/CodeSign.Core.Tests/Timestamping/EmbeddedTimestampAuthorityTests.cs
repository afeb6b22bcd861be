using System.Security.Cryptography;
using CodeSign.Cms;
using CodeSign.Diagnostics;
using CodeSign.Keys;
using CodeSign.Testing;
using CodeSign.Timestamping;
using CodeSign.Verification;

namespace CodeSign.Core.Tests.Timestamping;

[TestClass]
public sealed class EmbeddedTimestampAuthorityTests
{
    private static readonly TimestampTokenVerifier Verifier = new(new CertificateChainVerifier());

    private readonly byte[] _signature = RandomNumberGenerator.GetBytes(256);

    [TestMethod]
    [DataRow("RSA", "SHA256")]
    [DataRow("RSA", "SHA384")]
    [DataRow("RSA", "SHA512")]
    [DataRow("EC", "SHA256")]
    [DataRow("EC", "SHA384")]
    [DataRow("EC", "SHA512")]
    public async Task OpenSSL_and_our_verifier_accept_its_tokens(string key, string digest)
    {
        var certificate = key == "RSA" ? TestIdentities.Timestamping : TestIdentities.TimestampingEc;
        using var authority = certificate.CreateIdentity(KeyKind.Development);
        var signer = TestIdentities.CodeSigning.Certificate;
        var token = await new EmbeddedTimestampAuthority(authority, signer, Verifier)
            .TimestampAsync(_signature, DigestAlgorithm.FromName(digest)!, signer, CancellationToken.None);

        Assert.AreEqual("dev:", token.Server);
        Assert.AreEqual(EmbeddedTimestampAuthority.Policy, token.Policy);
        Assert.AreEqual(TimeSpan.FromSeconds(1), token.Accuracy);
        Assert.IsEmpty(token.FailedAttempts);
        await OpenSsl.VerifyTimestampAsync(token.Encoded, _signature, TestIdentities.Authority.RootPem);
    }

    [TestMethod]
    public async Task OpenSSL_refuses_its_token_for_another_signature()
    {
        using var authority = TestIdentities.Timestamping.CreateIdentity(KeyKind.Development);
        var signer = TestIdentities.CodeSigning.Certificate;
        var token = await new EmbeddedTimestampAuthority(authority, signer, Verifier)
            .TimestampAsync(_signature, DigestAlgorithm.Sha256, signer, CancellationToken.None);
        var e = await Assert.ThrowsExactlyAsync<InvalidOperationException>(
            () => OpenSsl.VerifyTimestampAsync(token.Encoded, new byte[256], TestIdentities.Authority.RootPem));
        Assert.Contains("imprint", e.Message);
    }

    [TestMethod]
    public async Task It_serves_nobody_but_the_development_identity()
    {
        using var authority = TestIdentities.Timestamping.CreateIdentity(KeyKind.Development);
        var embedded = new EmbeddedTimestampAuthority(authority, TestIdentities.CodeSigning.Certificate, Verifier);
        var e = await Assert.ThrowsExactlyAsync<CodeSignException>(() => embedded
            .TimestampAsync(_signature, DigestAlgorithm.Sha256, TestIdentities.CodeSigningEc.Certificate, CancellationToken.None).AsTask());
        Assert.AreSame(TimestampDiagnostics.EmbeddedAuthorityRefused, e.Diagnostic.Descriptor);
    }

    [TestMethod]
    public void It_is_not_to_be_had_for_a_key_that_is_no_development_key()
    {
        using var authority = TestIdentities.Timestamping.CreateIdentity();
        Assert.ThrowsExactly<ArgumentException>(
            () => new EmbeddedTimestampAuthority(authority, TestIdentities.CodeSigning.Certificate, Verifier));
    }

    [TestMethod]
    public async Task A_token_that_would_not_hold_is_not_given_out()
    {
        using var notForTimestamps = TestIdentities.CodeSigning.CreateIdentity(KeyKind.Development);
        var signer = TestIdentities.CodeSigning.Certificate;
        var embedded = new EmbeddedTimestampAuthority(notForTimestamps, signer, Verifier);
        var e = await Assert.ThrowsExactlyAsync<CodeSignException>(
            () => embedded.TimestampAsync(_signature, DigestAlgorithm.Sha256, signer, CancellationToken.None).AsTask());
        Assert.AreSame(TimestampDiagnostics.EmbeddedAuthorityRefused, e.Diagnostic.Descriptor);
        Assert.Contains("timestamping", e.Diagnostic.Cause);
    }

    [TestMethod]
    public async Task Every_token_has_a_serial_number_of_its_own()
    {
        using var authority = TestIdentities.Timestamping.CreateIdentity(KeyKind.Development);
        var signer = TestIdentities.CodeSigning.Certificate;
        var embedded = new EmbeddedTimestampAuthority(authority, signer, Verifier);
        var first = await embedded.TimestampAsync(_signature, DigestAlgorithm.Sha256, signer, CancellationToken.None);
        var second = await embedded.TimestampAsync(_signature, DigestAlgorithm.Sha256, signer, CancellationToken.None);
        Assert.AreNotEqual(first.SerialNumber, second.SerialNumber);
    }
}
