using System.Net;
using System.Net.Http.Headers;
using CodeSign.Testing;

namespace CodeSign.Core.Tests.Testing;

[TestClass]
public sealed class TimestampServerTests
{
    private static readonly HttpClient Client = new(new SocketsHttpHandler { AllowAutoRedirect = false });

    [TestMethod]
    public async Task OpenSSL_accepts_its_replies()
    {
        await using var server = new TimestampServer();
        (await AskAsync(server.Address)).EnsureSuccess();
    }

    [TestMethod]
    public async Task OpenSSL_accepts_the_replies_of_a_server_with_an_elliptic_key()
    {
        await using var server = new TimestampServer(certificate: TestIdentities.TimestampingEc);
        (await AskAsync(server.Address)).EnsureSuccess();
    }

    [TestMethod]
    public async Task OpenSSL_accepts_the_replies_of_OpenSSL_behind_HTTP()
    {
        await using var server = new OpenSslTimestampServer();
        (await AskAsync(server.Address)).EnsureSuccess();
        Assert.AreEqual(1, server.Requests);
    }

    [TestMethod]
    [DataRow(TimestampFault.CertificateIdentifierV1)]
    [DataRow(TimestampFault.WithoutAccuracy)]
    [DataRow(TimestampFault.GrantedWithModifications)]
    public async Task OpenSSL_accepts_what_is_rare_but_right(TimestampFault fault)
    {
        await using var server = new TimestampServer { Fault = fault };
        (await AskAsync(server.Address)).EnsureSuccess();
    }

    [TestMethod]
    [DataRow(TimestampFault.Rejection, "rejection")]
    [DataRow(TimestampFault.WrongNonce, "nonce mismatch")]
    [DataRow(TimestampFault.MissingNonce, "nonce not returned")]
    [DataRow(TimestampFault.WrongImprint, "message imprint mismatch")]
    [DataRow(TimestampFault.WrongPolicy, "policy mismatch")]
    [DataRow(TimestampFault.WrongSignature, "signature failure")]
    [DataRow(TimestampFault.WrongMessageDigest, "digest failure")]
    [DataRow(TimestampFault.WrongUsage, "certificate verify error")]
    [DataRow(TimestampFault.NonCriticalUsage, "certificate verify error")]
    [DataRow(TimestampFault.AdditionalUsage, "certificate verify error")]
    [DataRow(TimestampFault.ExpiredCertificate, "certificate has expired")]
    [DataRow(TimestampFault.UntrustedCertificate, "certificate verify error")]
    [DataRow(TimestampFault.WithoutIntermediate, "certificate verify error")]
    [DataRow(TimestampFault.WithoutCertificateIdentifier, "ess")]
    [DataRow(TimestampFault.WrongCertificateIdentifier, "ess")]
    [DataRow(TimestampFault.Garbage, "")]
    [DataRow(TimestampFault.EmptyBody, "")]
    public async Task OpenSSL_refuses_each_fault_of_a_reply(TimestampFault fault, string reason)
    {
        await using var server = new TimestampServer { Fault = fault };
        var result = await AskAsync(server.Address);
        Assert.AreNotEqual(0, result.ExitCode);
        Assert.Contains(reason, result.AllOutput, StringComparison.OrdinalIgnoreCase);
    }

    [TestMethod]
    [DataRow(TimestampFault.InternalServerError, HttpStatusCode.InternalServerError)]
    [DataRow(TimestampFault.TooManyRequests, HttpStatusCode.TooManyRequests)]
    [DataRow(TimestampFault.Unavailable, HttpStatusCode.ServiceUnavailable)]
    [DataRow(TimestampFault.Redirect, HttpStatusCode.TemporaryRedirect)]
    public async Task A_fault_of_HTTP_has_its_status(TimestampFault fault, HttpStatusCode status)
    {
        await using var server = new TimestampServer { RetryAfter = "7" };
        server.FailNext(fault);
        using var body = new ByteArrayContent(await QueryAsync());
        using var faulty = await Client.PostAsync(server.Address, body);
        Assert.AreEqual(status, faulty.StatusCode);
        using var good = await Client.PostAsync(server.Address, body);
        Assert.AreEqual(HttpStatusCode.OK, good.StatusCode, "Only the next request was to fail.");
        if (status is HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable)
            Assert.AreEqual(TimeSpan.FromSeconds(7), faulty.Headers.RetryAfter?.Delta);
    }

    [TestMethod]
    [DataRow(TimestampFault.Reset)]
    [DataRow(TimestampFault.TruncatedBody)]
    public async Task A_broken_connection_fails_the_request(TimestampFault fault)
    {
        await using var server = new TimestampServer { Fault = fault };
        await Assert.ThrowsAsync<HttpRequestException>(() => PostAsync(server.Address));
    }

    [TestMethod]
    [DataRow(TimestampFault.Silence)]
    [DataRow(TimestampFault.Stall)]
    [DataRow(TimestampFault.EndlessBody)]
    public async Task A_request_that_never_ends_ends_with_the_client(TimestampFault fault)
    {
        await using var server = new TimestampServer { Fault = fault };
        using var patience = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));
        await Assert.ThrowsAsync<OperationCanceledException>(() => PostAsync(server.Address, patience.Token));
    }

    [TestMethod]
    public async Task A_closed_port_refuses_connections()
    {
        using var closed = new ClosedPort();
        var e = await Assert.ThrowsExactlyAsync<HttpRequestException>(() => PostAsync(closed.Address));
        Assert.AreEqual(HttpRequestError.ConnectionError, e.HttpRequestError);
    }

    [TestMethod]
    public async Task The_clock_decides_genTime()
    {
        await using var server = new TimestampServer { Clock = new StoppedClock(new(2021, 2, 3, 4, 5, 6, TimeSpan.Zero)) };
        var reply = await PostAsync(server.Address);
        using var folder = new TemporaryFolder();
        var text = (await OpenSsl.RunAsync(["ts", "-reply", "-in", folder.Write("r", reply), "-text"])).EnsureSuccess().Output;
        Assert.Contains("Time stamp: Feb  3 04:05:06 2021 GMT", text);
    }

    [TestMethod]
    public async Task More_requests_at_once_than_it_can_serve_are_told_to_wait()
    {
        await using var server = new TimestampServer { Capacity = 2, Latency = TimeSpan.FromMilliseconds(300) };
        var query = await QueryAsync();
        var statuses = await Task.WhenAll(Enumerable.Range(0, 6).Select(async _ =>
        {
            using var body = new ByteArrayContent(query);
            using var response = await Client.PostAsync(server.Address, body);
            return response.StatusCode;
        }));
        Assert.HasCount(2, statuses.Where(s => s == HttpStatusCode.OK));
        Assert.AreEqual(6, server.PeakConcurrency);
    }

    private static async Task<byte[]> PostAsync(Uri address, CancellationToken cancellationToken = default)
    {
        using var body = new ByteArrayContent(await QueryAsync());
        using var response = await Client.PostAsync(address, body, cancellationToken);
        return await response.Content.ReadAsByteArrayAsync(cancellationToken);
    }

    private static async Task<byte[]> QueryAsync()
    {
        using var folder = new TemporaryFolder();
        await MakeQueryAsync(folder);
        return await File.ReadAllBytesAsync(folder.File("query"));
    }

    private static async Task MakeQueryAsync(TemporaryFolder folder)
    {
        folder.Write("data", "some data");
        (await OpenSsl.RunAsync(
            ["ts", "-query", "-data", "data", "-sha256", "-cert", "-tspolicy", TimestampServer.DefaultPolicy, "-out", "query"],
            ProcessOptions.Default with { WorkingDirectory = folder.Path })).EnsureSuccess();
    }

    private static async Task<ProcessResult> AskAsync(Uri address)
    {
        using var folder = new TemporaryFolder();
        await MakeQueryAsync(folder);
        using var body = new ByteArrayContent(await File.ReadAllBytesAsync(folder.File("query")));
        body.Headers.ContentType = new MediaTypeHeaderValue("application/timestamp-query");
        using var response = await Client.PostAsync(address, body);
        await File.WriteAllBytesAsync(folder.File("reply"), await response.Content.ReadAsByteArrayAsync());
        folder.Write("roots.pem", TestIdentities.Authority.RootPem);
        return await OpenSsl.RunAsync(
            ["ts", "-verify", "-queryfile", "query", "-in", "reply", "-CAfile", "roots.pem"],
            ProcessOptions.Default with { WorkingDirectory = folder.Path });
    }

    private sealed class StoppedClock(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
