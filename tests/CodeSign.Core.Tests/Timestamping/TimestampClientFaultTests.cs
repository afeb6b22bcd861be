using CodeSign.Diagnostics;
using CodeSign.Testing;
using CodeSign.Timestamping;

namespace CodeSign.Core.Tests.Timestamping;

[TestClass]
public sealed class TimestampClientFaultTests
{
    private const int AllRetries = 5;

    /// <summary>Every fault, with a word of its reason, and how often a server that has it alone is asked.</summary>
    private static IEnumerable<object[]> Faults =>
    [
        [TimestampFault.Reset, "connection", AllRetries],
        [TimestampFault.InternalServerError, "HTTP status 500", AllRetries],
        [TimestampFault.TruncatedBody, "ended before", AllRetries],
        [TimestampFault.Garbage, "(text/html) is no timestamp reply", AllRetries],
        [TimestampFault.EmptyBody, "0 bytes", AllRetries],
        [TimestampFault.TrailingByte, "no timestamp reply", AllRetries],
        [TimestampFault.NotFound, "HTTP status 404", 1],
        [TimestampFault.Redirect, "redirects to http://elsewhere.invalid/", 1],
        [TimestampFault.EndlessBody, "longer than 64 KB", 1],
        [TimestampFault.OversizedBody, "longer than 64 KB", 1],
        [TimestampFault.Rejection, "rejected, unrecognised or unsupported algorithm (\"The requested digest", 1],
        [TimestampFault.GrantedWithoutToken, "no token", 1],
        [TimestampFault.WrongNonce, "another nonce", 1],
        [TimestampFault.MissingNonce, "no nonce", 1],
        [TimestampFault.WrongImprint, "about another signature", 1],
        [TimestampFault.WrongSignature, "signature", 1],
        [TimestampFault.WrongMessageDigest, "content is not what was signed", 1],
        [TimestampFault.WrongUsage, "timestamping alone", 1],
        [TimestampFault.NonCriticalUsage, "timestamping alone", 1],
        [TimestampFault.AdditionalUsage, "timestamping alone", 1],
        [TimestampFault.ExpiredCertificate, "is valid from", 1],
        [TimestampFault.UntrustedCertificate, "nor a trusted root", 1],
        [TimestampFault.Sha1Certificate, "sha1RSA", 1],
        [TimestampFault.WeakKey, "1024", 1],
        [TimestampFault.Sha1Digest, "SHA1", 1],
        [TimestampFault.ClockAhead, "seconds apart", 1],
        [TimestampFault.ClockBehind, "seconds apart", 1],
        [TimestampFault.WithoutCertificates, "certificate", 1],
        [TimestampFault.WithoutIntermediate, "issuer", 1],
        [TimestampFault.WithoutCertificateIdentifier, "ESSCertID", 1],
        [TimestampFault.WrongCertificateIdentifier, "signing-certificate", 1],
    ];

    [TestMethod]
    [DynamicData(nameof(Faults))]
    public async Task A_server_with_a_fault_is_followed_by_the_next_one_at_once(TimestampFault fault, string reason, int requests)
    {
        Assert.IsPositive(requests);
        await using var faulty = new TimestampServer { Fault = fault };
        await using var good = new TimestampServer();
        using var fixture = new ClientFixture(faulty.Address, good.Address);

        var token = await fixture.AskAsync();

        Assert.AreEqual(good.Address.AbsoluteUri, token.Server);
        Assert.AreEqual(1, faulty.Requests);
        Assert.AreEqual(1, good.Requests);
        var attempt = token.FailedAttempts.Single();
        Assert.AreEqual(faulty.Address.AbsoluteUri, attempt.Server);
        Assert.Contains(reason, attempt.Reason);
        Assert.IsEmpty(fixture.Clock.Skipped, "Nobody waits before asking the next server.");
        Assert.Contains(attempt.Reason, fixture.Log.Details.Single());
    }

    [TestMethod]
    [DynamicData(nameof(Faults))]
    public async Task A_server_with_a_fault_alone_is_one_clear_error(TimestampFault fault, string reason, int requests)
    {
        await using var server = new TimestampServer { Fault = fault };
        using var fixture = new ClientFixture(server.Address);

        var e = await Assert.ThrowsExactlyAsync<CodeSignException>(() => fixture.AskAsync());

        Assert.AreSame(TimestampDiagnostics.NoTimestamp, e.Diagnostic.Descriptor);
        Assert.Contains(server.Address.AbsoluteUri, e.Diagnostic.Cause);
        Assert.Contains(reason, e.Diagnostic.Cause);
        Assert.AreEqual(requests, server.Requests);
    }

    [TestMethod]
    [DataRow(TimestampFault.CertificateIdentifierV1)]
    [DataRow(TimestampFault.WithoutAccuracy)]
    [DataRow(TimestampFault.GrantedWithModifications)]
    [DataRow(TimestampFault.WrongContentType)]
    public async Task What_is_rare_but_right_is_accepted(TimestampFault fault)
    {
        await using var server = new TimestampServer { Fault = fault };
        using var fixture = new ClientFixture(server.Address);
        var token = await fixture.AskAsync();
        Assert.AreEqual(TimeSpan.FromSeconds(1), token.Accuracy);
    }

    [TestMethod]
    public async Task A_server_that_is_down_is_followed_by_the_next_one()
    {
        using var down = new ClosedPort();
        await using var good = new TimestampServer();
        using var fixture = new ClientFixture(down.Address, good.Address);
        var token = await fixture.AskAsync();
        Assert.Contains("ConnectionRefused", token.FailedAttempts.Single().Reason);
    }

    [TestMethod]
    [DataRow(TimestampFault.Silence)]
    [DataRow(TimestampFault.Stall)]
    public async Task A_server_that_is_too_slow_is_followed_by_the_next_one(TimestampFault fault)
    {
        await using var slow = new TimestampServer { Fault = fault };
        await using var good = new TimestampServer();
        using var fixture = new ClientFixture(
            options => options with { Time = TimeProvider.System, AttemptTimeout = TimeSpan.FromSeconds(1) }, slow.Address, good.Address);
        var token = await fixture.AskAsync();
        Assert.AreEqual(good.Address.AbsoluteUri, token.Server);
        Assert.AreEqual("no answer within 1 s", token.FailedAttempts.Single().Reason);
    }

    [TestMethod]
    public async Task All_servers_that_failed_are_named_with_their_reasons()
    {
        using var down = new ClosedPort();
        await using var broken = new TimestampServer { Fault = TimestampFault.InternalServerError };
        await using var replaying = new TimestampServer { Fault = TimestampFault.WrongNonce };
        using var fixture = new ClientFixture(down.Address, broken.Address, replaying.Address);

        var e = await Assert.ThrowsExactlyAsync<CodeSignException>(() => fixture.AskAsync());

        Assert.Contains($"{down.Address}: it can't be connected to: ConnectionRefused (", e.Diagnostic.Cause);
        Assert.Contains($"{broken.Address}: HTTP status 500 (InternalServerError) (", e.Diagnostic.Cause);
        Assert.Contains($"{replaying.Address}: its token can't be relied on: The timestamp carries another nonce", e.Diagnostic.Cause);
        Assert.AreEqual(1, replaying.Requests, "What can't pass is not tried again.");
    }

    [TestMethod]
    public async Task A_server_that_recovers_is_used_after_a_wait_that_grows()
    {
        await using var server = new TimestampServer();
        server.FailNext(TimestampFault.InternalServerError, TimestampFault.Reset, TimestampFault.Unavailable);
        using var fixture = new ClientFixture(server.Address);
        var token = await fixture.AskAsync();
        Assert.HasCount(3, token.FailedAttempts);
        var waits = fixture.Clock.Skipped.Select(wait => wait.TotalSeconds).ToArray();
        Assert.HasCount(3, waits);
        for (var i = 0; i < waits.Length; i++)
            Assert.IsInRange(0.5 * (1 << i), 1.0 * (1 << i), waits[i], $"Wait {i}");
    }
}
