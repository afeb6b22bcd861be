namespace CodeSign.Testing;

/// <summary>OpenSSL's command line, an implementation of CMS and RFC 3161 independent of ours.</summary>
public static class OpenSsl
{
    private static readonly ExternalTool Tool = new("openssl", "apt-get install -y openssl (version 3 or later)");

    /// <summary>Runs <c>openssl</c> with these arguments.</summary>
    public static Task<ProcessResult> RunAsync(
        IEnumerable<string> arguments, ProcessOptions? options = null, CancellationToken cancellationToken = default) =>
        Tool.RunAsync(arguments, options, cancellationToken);

    /// <summary>
    /// Verifies a timestamp token (<c>openssl ts -verify -token_in</c>) against the data it is about, and fails where it doesn't hold.
    /// </summary>
    /// <param name="token">The token, a DER ContentInfo.</param>
    /// <param name="data">The data whose digest the token's imprint is.</param>
    /// <param name="rootsPem">The trusted roots, PEM.</param>
    /// <param name="time">The time to verify the chain at; default: now.</param>
    public static async Task VerifyTimestampAsync(
        ReadOnlyMemory<byte> token, ReadOnlyMemory<byte> data, string rootsPem, DateTimeOffset? time = null)
    {
        using var folder = new TemporaryFolder();
        List<string> arguments =
        [
            "ts", "-verify", "-token_in",
            "-in", folder.Write("token.der", token.Span),
            "-data", folder.Write("data", data.Span),
            "-CAfile", folder.Write("roots.pem", rootsPem),
        ];
        if (time is { } at)
            arguments.AddRange(["-attime", at.ToUnixTimeSeconds().ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        (await RunAsync(arguments)).EnsureSuccess();
    }
}
