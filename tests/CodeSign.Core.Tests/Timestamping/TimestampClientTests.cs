using CodeSign.Cms;
using CodeSign.Diagnostics;
using CodeSign.Testing;
using CodeSign.Timestamping;

namespace CodeSign.Core.Tests.Timestamping;

[TestClass]
public sealed class TimestampClientTests
{
    [TestMethod]
    [DataRow("SHA256")]
    [DataRow("SHA384")]
    [DataRow("SHA512")]
    public async Task OpenSSL_as_the_server_is_understood_and_OpenSSL_accepts_the_token(string digest)
    {
        await using var server = new OpenSslTimestampServer();
        using var fixture = new ClientFixture(server.Address);
        var token = await fixture.AskAsync(DigestAlgorithm.FromName(digest));
        Assert.AreEqual(1, server.Requests);
        Assert.AreEqual(TimestampServer.DefaultPolicy, token.Policy);
        Assert.IsEmpty(token.FailedAttempts);
        Assert.AreEqual(TestIdentities.Authority.Root.Thumbprint, token.Chain[^1].Thumbprint);
        await OpenSsl.VerifyTimestampAsync(token.Encoded, fixture.Signature, TestIdentities.Authority.RootPem);
    }

    [TestMethod]
    public async Task A_server_with_an_elliptic_key_is_accepted()
    {
        await using var server = new TimestampServer(certificate: TestIdentities.TimestampingEc);
        using var fixture = new ClientFixture(server.Address);
        var token = await fixture.AskAsync();
        await OpenSsl.VerifyTimestampAsync(token.Encoded, fixture.Signature, TestIdentities.Authority.RootPem);
    }

    [TestMethod]
    public async Task OpenSSL_reads_the_request_as_it_is_meant()
    {
        await using var server = new TimestampServer();
        using var fixture = new ClientFixture(options => options with { Policy = TimestampServer.DefaultPolicy }, server.Address);
        await fixture.AskAsync();
        Assert.IsTrue(server.Received.TryDequeue(out var request));
        using var folder = new TemporaryFolder();
        var text = (await OpenSsl.RunAsync(["ts", "-query", "-in", folder.Write("request", request.Span), "-text"])).EnsureSuccess().Output;
        Assert.Contains("Hash Algorithm: sha256", text);
        Assert.Contains($"Policy OID: {TimestampServer.DefaultPolicy}", text);
        Assert.Contains("Certificate required: yes", text);
        Assert.DoesNotContain("Nonce: unspecified", text);
    }

    [TestMethod]
    public async Task Every_request_has_a_nonce_of_its_own()
    {
        await using var server = new TimestampServer();
        server.FailNext(TimestampFault.InternalServerError, TimestampFault.InternalServerError);
        using var fixture = new ClientFixture(server.Address);
        await fixture.AskAsync();
        Assert.AreEqual(3, server.Received.Select(request => Convert.ToHexString(request.Span)).Distinct().Count());
    }

    [TestMethod]
    public async Task A_policy_that_was_not_asked_for_is_refused()
    {
        await using var server = new TimestampServer { Fault = TimestampFault.WrongPolicy };
        using var fixture = new ClientFixture(options => options with { Policy = TimestampServer.DefaultPolicy }, server.Address);
        var e = await Assert.ThrowsExactlyAsync<CodeSignException>(() => fixture.AskAsync());
        Assert.Contains($"not {TimestampServer.DefaultPolicy} as asked for", e.Diagnostic.Cause);
    }

    [TestMethod]
    public async Task A_time_outside_of_the_signer_s_validity_is_refused()
    {
        await using var server = new TimestampServer();
        using var fixture = new ClientFixture(server.Address);
        var options = new CertificateOptions { Key = TestIdentities.CodeSigning.Key, NotBefore = DateTimeOffset.UtcNow.AddDays(1) };
        using var tomorrow = TestIdentities.Authority.Issue(options);
        var e = await Assert.ThrowsExactlyAsync<CodeSignException>(() => fixture.Client
            .TimestampAsync(fixture.Signature, DigestAlgorithm.Sha256, tomorrow.Certificate, CancellationToken.None).AsTask());
        Assert.Contains("outside of the validity of the signer's certificate", e.Diagnostic.Cause);
    }

    [TestMethod]
    public async Task A_redirect_on_the_same_host_is_followed()
    {
        await using var server = new TimestampServer();
        await using var front = new LoopbackServer((_, _) => Task.FromResult(new HttpAnswer
        {
            Status = 308,
            Headers = new Dictionary<string, string> { ["Location"] = server.Address.AbsoluteUri },
        }));
        using var fixture = new ClientFixture(front.Address);
        Assert.AreEqual(front.Address.AbsoluteUri, (await fixture.AskAsync()).Server);
        Assert.AreEqual(1, server.Requests);
    }

    [TestMethod]
    public async Task Redirects_in_circles_end()
    {
        await using var server = new TimestampServer { Fault = TimestampFault.Redirect };
        server.RedirectTarget = server.Address;
        using var fixture = new ClientFixture(server.Address);
        var e = await Assert.ThrowsExactlyAsync<CodeSignException>(() => fixture.AskAsync());
        Assert.Contains("in circles", e.Diagnostic.Cause);
        Assert.AreEqual(4, server.Requests);
    }

    [TestMethod]
    public async Task A_redirect_to_another_host_is_not_followed()
    {
        await using var other = new TimestampServer();
        var elsewhere = new Uri($"http://localhost:{other.Address.Port}/");
        await using var server = new TimestampServer { Fault = TimestampFault.Redirect, RedirectTarget = elsewhere };
        using var fixture = new ClientFixture(server.Address);
        await Assert.ThrowsExactlyAsync<CodeSignException>(() => fixture.AskAsync());
        Assert.AreEqual(0, other.Requests);
    }

    [TestMethod]
    public async Task The_signature_is_made_once_however_often_the_timestamp_fails()
    {
        await using var server = new TimestampServer();
        server.FailNext(TimestampFault.InternalServerError, TimestampFault.TruncatedBody, TimestampFault.Garbage);
        using var fixture = new ClientFixture(server.Address);
        using var key = TestIdentities.CodeSigning.CreateSigningKey();
        using var identity = TestIdentities.CodeSigning.CreateIdentity(key: key);
        var content = new SignedContent
        {
            ContentType = Oids.Data,
            EncodedContent = new byte[] { 4, 1, 0 },
            ContentOctets = new byte[] { 0 },
            SignedAttributes = [],
            Digest = DigestAlgorithm.Sha256,
            Style = new SignedDataStyle(false, false, Oids.SignatureTimestampToken),
        };
        var signature = await SignedDataBuilder.SignAsync(content, identity, CancellationToken.None);
        var token = await signature.TimestampAsync(fixture.Client, CancellationToken.None);
        Assert.HasCount(3, token.FailedAttempts);
        Assert.AreEqual(1, key.Count);
    }

    [TestMethod]
    [DataRow("ftp://timestamps.example.com/", "ftp://timestamps.example.com/")]
    [DataRow("timestamps.example.com", "timestamps.example.com")]
    [DataRow("http://someone:hunter2@timestamps.example.com/", "http://timestamps.example.com/")]
    [DataRow("someone:hunter2@timestamps.example.com", "timestamps.example.com")]
    public void An_address_that_cannot_be_asked_is_refused_without_its_password(string address, string shown)
    {
        var e = Assert.ThrowsExactly<CodeSignException>(() => TimestampServerAddress.ParseList("http://good.example.com; " + address));
        Assert.AreSame(TimestampDiagnostics.UnusableAddress, e.Diagnostic.Descriptor);
        Assert.Contains(shown, e.Message);
        Assert.DoesNotContain("hunter2", e.ToString());
    }

    [TestMethod]
    public void A_password_in_an_address_is_refused_by_the_client_too()
    {
        var e = Assert.ThrowsExactly<CodeSignException>(() => new ClientFixture(new Uri("http://someone:hunter2@timestamps.example.com/")));
        Assert.AreSame(TimestampDiagnostics.UnusableAddress, e.Diagnostic.Descriptor);
        Assert.DoesNotContain("hunter2", e.ToString());
    }

    [TestMethod]
    public void A_client_without_servers_is_refused()
    {
        var e = Assert.ThrowsExactly<CodeSignException>(() => new ClientFixture());
        Assert.AreSame(TimestampDiagnostics.NoServer, e.Diagnostic.Descriptor);
    }

    [TestMethod]
    public void Settings_out_of_range_are_refused()
    {
        var server = new Uri("http://timestamps.example.com/");
        Func<TimestampClientOptions, TimestampClientOptions>[] faults =
        [
            options => options with { Concurrency = 0 },
            options => options with { Retries = -1 },
            options => options with { Budget = TimeSpan.Zero },
            options => options with { AttemptTimeout = TimeSpan.FromDays(2) },
            options => options with { MinimumInterval = TimeSpan.FromSeconds(-1) },
            options => options with { Policy = "timestamps" },
        ];
        foreach (var fault in faults)
        {
            var e = Assert.ThrowsExactly<CodeSignException>(() => new ClientFixture(fault, server));
            Assert.AreSame(TimestampDiagnostics.UnusableSetting, e.Diagnostic.Descriptor);
        }
    }

    [TestMethod]
    public void Addresses_are_read_from_a_list()
    {
        var addresses = TimestampServerAddress.ParseList(" http://a.example.com;; https://b.example.com/tsa ;");
        Assert.AreSequenceEqual(["http://a.example.com/", "https://b.example.com/tsa"], addresses.Select(address => address.AbsoluteUri));
    }

    [TestMethod]
    public async Task Cancellation_ends_a_request_at_once()
    {
        await using var server = new TimestampServer { Fault = TimestampFault.Silence };
        using var fixture = new ClientFixture(server.Address);
        using var cancellation = new CancellationTokenSource();
        var asking = fixture.AskAsync(cancellationToken: cancellation.Token);
        while (server.Requests == 0)
            await Task.Yield();
        await cancellation.CancelAsync();
        await Assert.ThrowsAsync<OperationCanceledException>(() => asking.WaitAsync(TimeSpan.FromSeconds(5)));
    }

    [TestMethod]
    public async Task Cancellation_ends_the_wait_for_a_turn_and_for_a_retry()
    {
        await using var silent = new TimestampServer { Fault = TimestampFault.Silence };
        await using var broken = new TimestampServer { Fault = TimestampFault.InternalServerError };
        using var queue = new ClientFixture(options => options with { Concurrency = 1 }, silent.Address);
        using var retry = new ClientFixture(
            options => options with { Time = TimeProvider.System, RetryDelay = TimeSpan.FromMinutes(1) }, broken.Address);
        using var cancellation = new CancellationTokenSource();
        Task[] asking =
        [
            queue.AskAsync(cancellationToken: cancellation.Token),
            queue.AskAsync(cancellationToken: cancellation.Token),
            retry.AskAsync(cancellationToken: cancellation.Token),
        ];
        while (silent.Requests + broken.Requests < 2)
            await Task.Yield();
        await cancellation.CancelAsync();
        foreach (var task in asking)
            await Assert.ThrowsAsync<OperationCanceledException>(() => task.WaitAsync(TimeSpan.FromSeconds(5)));
        Assert.AreEqual(1, silent.Requests);
    }
}
