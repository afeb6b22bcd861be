using CodeSign.Testing;
using CodeSign.Verification;

namespace CodeSign.Core.Tests.Verification;

/// <summary>Verifies files against the tests' own authority.</summary>
internal static class Verifying
{
    private static readonly TrustStore Trust = TrustStore.FromCertificates([TestIdentities.Authority.Root]);

    /// <summary>One for all tests, as a build would have it.</summary>
    public static readonly ArtifactVerifier Verifier = new();

    /// <summary>Signers and timestamp authorities below the tests' root are trusted.</summary>
    public static readonly VerificationOptions Options = new() { SignerTrust = Trust, TimestampTrust = Trust };

    /// <summary>The signature is by this certificate, just made by us, and stamped.</summary>
    public static VerificationOptions Own(TestCertificate signer) =>
        Options with { ExpectedSigner = signer.Certificate, RequireTimestamp = true };

    public static async Task<VerificationResult> VerifyAsync(byte[] file, VerificationOptions? options = null)
    {
        using var stream = new MemoryStream(file);
        return await Verifier.VerifyAsync(stream, options ?? Options, CancellationToken.None);
    }

    public static async Task AssertTrustedAsync(byte[] file, VerificationOptions? options = null) =>
        AssertVerdict(Verdict.Trusted, await VerifyAsync(file, options));

    public static async Task AssertFindingAsync(
        byte[] file, Verdict verdict, FindingKind kind, VerificationOptions? options = null)
    {
        var result = await VerifyAsync(file, options);
        AssertVerdict(verdict, result);
        Assert.IsTrue(result.Findings.Any(finding => finding.Kind == kind), $"{kind} is not among the findings:\n{Describe(result)}");
    }

    public static void AssertVerdict(Verdict expected, VerificationResult result) =>
        Assert.AreEqual(expected, result.Verdict, Describe(result));

    public static string Describe(VerificationResult result) => string.Join('\n', result.Findings.Select(f => $"{f.Severity} {f}"));
}
