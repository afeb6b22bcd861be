namespace CodeSign.Testing;

/// <summary>osslsigncode, an implementation of Authenticode independent of ours.</summary>
public static class OsslSigncode
{
    private static readonly ExternalTool Tool = new("osslsigncode", "apt-get install -y osslsigncode");

    /// <summary>Runs <c>osslsigncode</c> with these arguments.</summary>
    public static Task<ProcessResult> RunAsync(
        IEnumerable<string> arguments, ProcessOptions? options = null, CancellationToken cancellationToken = default) =>
        Tool.RunAsync(arguments, options, cancellationToken);

    /// <summary>Verifies a signed file and its timestamp. It reads no revocation list and no roots but the given ones.</summary>
    /// <param name="file">The signed file.</param>
    /// <param name="rootsFile">The trusted roots of signer and timestamp authority, PEM.</param>
    /// <returns>The result: exit code 0 where every signature holds.</returns>
    public static Task<ProcessResult> VerifyAsync(string file, string rootsFile) =>
        RunAsync(["verify", "-ignore-crl", "-ignore-cdp", "-CAfile", rootsFile, "-TSA-CAfile", rootsFile, "-in", file]);
}
