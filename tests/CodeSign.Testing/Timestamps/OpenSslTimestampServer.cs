namespace CodeSign.Testing;

/// <summary>A timestamp server whose tokens <c>openssl ts -reply</c> makes: an implementation independent of ours.</summary>
public sealed class OpenSslTimestampServer : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly SemaphoreSlim _oneAtATime = new(1);
    private readonly LoopbackServer _server;

    /// <summary>Starts a server.</summary>
    /// <param name="certificate">What it signs with; default: the tests' RSA timestamping certificate.</param>
    public OpenSslTimestampServer(TestCertificate? certificate = null)
    {
        certificate ??= TestIdentities.Timestamping;
        _folder.Write("signer.pem", certificate.Certificate.ExportCertificatePem());
        _folder.Write("chain.pem", certificate.ChainPem(includeRoot: false));
        _folder.Write("key.pem", certificate.Pkcs8Pem());
        _folder.Write("serial", "01\n");
        _folder.Write(
            "tsa.cnf",
            $"""
            [tsa]
            default_tsa = server
            [server]
            serial = serial
            signer_cert = signer.pem
            certs = chain.pem
            signer_key = key.pem
            signer_digest = sha256
            default_policy = {TimestampServer.DefaultPolicy}
            digests = sha256, sha384, sha512
            accuracy = secs:1
            ordering = no
            tsa_name = yes
            ess_cert_id_chain = no
            ess_cert_id_alg = sha256

            """);
        _server = new LoopbackServer(AnswerAsync);
    }

    /// <summary>Where it listens.</summary>
    public Uri Address => _server.Address;

    /// <summary>How many requests were received.</summary>
    public int Requests => _server.Calls;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _oneAtATime.Dispose();
        _folder.Dispose();
    }

    private async Task<HttpAnswer> AnswerAsync(HttpCall call, CancellationToken cancellationToken)
    {
        var name = $"{call.Number}";
        _folder.Write(name + ".tsq", call.Body.Span);
        // openssl keeps the serial number in a file without a lock.
        await _oneAtATime.WaitAsync(cancellationToken);
        try
        {
            var result = await OpenSsl.RunAsync(
                ["ts", "-reply", "-config", "tsa.cnf", "-queryfile", name + ".tsq", "-out", name + ".tsr"],
                ProcessOptions.Default with { WorkingDirectory = _folder.Path },
                cancellationToken);
            var reply = _folder.File(name + ".tsr");
            return File.Exists(reply)
                ? new() { ContentType = "application/timestamp-reply", Body = await File.ReadAllBytesAsync(reply, cancellationToken) }
                : new() { Status = 500, ContentType = "text/plain", Body = System.Text.Encoding.UTF8.GetBytes(result.AllOutput) };
        }
        finally
        {
            _oneAtATime.Release();
        }
    }
}
