using CodeSign.Formats;
using CodeSign.Keys;
using CodeSign.Signing;
using CodeSign.Testing;
using CodeSign.Timestamping;
using CodeSign.Verification;

namespace CodeSign.Core.Tests.Signing;

/// <summary>
/// A whole run of the engine, with the real formats and the real reader, against timestamp servers that misbehave: every file is signed and
/// timestamped, every distinct content by one operation of the key, and the servers are not flooded. Faults are drawn with a seed, and
/// waits run on a clock ten times as fast as the system's.
/// </summary>
[TestClass]
public sealed class FaultyTimestampServerTests
{
    private const int Contents = 40;
    private const int Files = 50;
    private const int Seed = 3161;
    private static readonly FaultSequence Failures = new(Seed, (TimestampFault.InternalServerError, 0.15), (TimestampFault.Reset, 0.15));

    private readonly FastClock _clock = new(10);

    [TestMethod]
    public async Task A_server_that_fails_three_requests_in_ten_is_asked_until_it_has_served_all()
    {
        await using var server = Server();
        server.FaultOf = Failures.Of;

        await SignAsync(Patient, server.Address);

        Assert.AreEqual(RequestsUntilServed(Failures), server.Requests, "Each failed request is repeated, and no other.");
    }

    [TestMethod]
    public async Task A_server_that_throttles_at_five_requests_a_second_serves_all_in_its_own_time()
    {
        await using var server = Server();
        server.RequestsPerSecond = 5;
        server.RetryAfter = "1";

        await SignAsync(Patient, server.Address);

        Assert.IsLessThan(3 * Contents, server.Requests, "Nobody asks again before the time that the server has named.");
    }

    [TestMethod]
    public async Task A_server_that_throttles_and_names_no_time_is_not_flooded_either()
    {
        await using var server = Server();
        server.RequestsPerSecond = 5;

        await SignAsync(Patient, server.Address);

        Assert.IsLessThan(3 * Contents, server.Requests);
    }

    [TestMethod]
    public async Task Requests_that_are_never_answered_are_sent_again()
    {
        await using var server = Server();
        server.FaultOf = new FaultSequence(Seed, (TimestampFault.Silence, 0.025), (TimestampFault.Stall, 0.025)).Of;

        await SignAsync(Impatient, server.Address);

        Assert.IsLessThan(2 * Contents, server.Requests);
    }

    [TestMethod]
    public async Task A_server_that_renews_its_certificate_half_way_is_believed_before_and_after()
    {
        using var renewed = TestIdentities.Authority.IssueTimestamping();
        await using var server = Server();
        server.Renew(renewed, fromRequest: (Contents / 2) + 1);

        var files = await SignAsync(Patient, server.Address);

        Assert.AreEqual(Contents, server.Requests);
        var signers = files.Where(file => !file.SharesSignature).CountBy(file => file.Timestamp!.Chain[0].Thumbprint).ToDictionary();
        Assert.AreEqual(Contents / 2, signers[TestIdentities.Timestamping.Certificate.Thumbprint]);
        Assert.AreEqual(Contents / 2, signers[renewed.Certificate.Thumbprint]);
    }

    [TestMethod]
    public async Task A_server_that_is_down_leaves_all_to_the_next_one()
    {
        using var down = new ClosedPort();
        await using var server = Server();

        await SignAsync(Patient, down.Address, server.Address);

        Assert.AreEqual(Contents, server.Requests);
    }

    [TestMethod]
    public async Task A_server_that_never_answers_leaves_all_to_the_next_one()
    {
        await using var silent = Server();
        silent.Fault = TimestampFault.Silence;
        await using var server = Server();

        await SignAsync(Impatient, silent.Address, server.Address);

        Assert.IsLessThan(Contents, silent.Requests, "It is given up soon.");
        Assert.IsLessThan(2 * Contents, server.Requests);
    }

    [TestMethod]
    public async Task All_of_it_together_is_survived()
    {
        using var down = new ClosedPort();
        using var renewed = TestIdentities.Authority.IssueTimestamping();
        await using var server = Server();
        server.FaultOf = new FaultSequence(
            Seed, (TimestampFault.InternalServerError, 0.15), (TimestampFault.Reset, 0.15), (TimestampFault.Silence, 0.05)).Of;
        server.RequestsPerSecond = 5;
        server.RetryAfter = "1";
        server.Renew(renewed, fromRequest: Contents / 2);

        await SignAsync(Impatient, down.Address, server.Address);

        Assert.IsLessThan(5 * Contents, server.Requests);
    }

    // No request is given up, however busy the machine is that runs the test.
    private static TimestampClientOptions Patient(TimestampClientOptions options) =>
        options with { AttemptTimeout = TimeSpan.FromHours(1), MinimumAttemptTimeout = TimeSpan.FromHours(1) };

    private static TimestampClientOptions Impatient(TimestampClientOptions options) =>
        options with { AttemptTimeout = TimeSpan.FromMinutes(1), MinimumAttemptTimeout = TimeSpan.FromSeconds(5) };

    private static int RequestsUntilServed(FaultSequence faults)
    {
        var number = 0;
        for (var served = 0; served < Contents;)
            if (faults.Of(++number) == TimestampFault.None)
                served++;
        return number;
    }

    private TimestampServer Server() => new() { Clock = _clock };

    private async Task<IReadOnlyList<SignedFile>> SignAsync(
        Func<TimestampClientOptions, TimestampClientOptions> adjust, params Uri[] servers)
    {
        using var bench = new SigningBench();
        var roots = TrustStore.FromCertificates([TestIdentities.Authority.Root]);
        var options = new TimestampClientOptions
        {
            Servers = servers,
            Trust = roots,
            Log = bench.Log,
            Time = _clock,
            Budget = TimeSpan.FromHours(1),
        };
        using var client = new TimestampClient(adjust(options), new TimestampTokenVerifier(new CertificateChainVerifier()));
        var engine = new SigningEngine(new SigningEngineOptions
        {
            Formats = new SignatureFormats().All,
            Inspector = new SignatureInspector(new ArtifactVerifier(), roots, roots),
            Log = bench.Log,
        });
        using var key = TestIdentities.CodeSigning.CreateSigningKey();
        var profile = new SigningProfile
        {
            Signer = new SigningIdentity(TestIdentities.CodeSigning.Chain, key, KeyKind.File),
            Timestamps = client,
        };
        List<SigningJob> jobs =
        [
            .. Enumerable.Range(0, Files).Select(number =>
                new SigningJob(bench.Image($"{number}.dll", number % Contents), bench.Folder.File("out", $"{number}.dll"), profile)),
        ];

        var files = await engine.SignAsync(jobs, CancellationToken.None);

        Assert.HasCount(Files, files);
        Assert.IsTrue(files.All(file => file.Timestamp is not null && File.Exists(file.Job.Destination)));
        Assert.AreEqual(Contents, key.Count, "A failed timestamp costs no operation of the key.");
        bench.AssertNoLeftovers();
        return files;
    }
}
