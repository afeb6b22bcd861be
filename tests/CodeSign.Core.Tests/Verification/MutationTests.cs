using CodeSign.Core.Tests.Fuzzing;
using CodeSign.Testing;
using CodeSign.Verification;

namespace CodeSign.Core.Tests.Verification;

/// <summary>Whatever is done to a signed file, verification ends, does not throw, and trusts nothing that was changed.</summary>
[TestClass]
public sealed class MutationTests
{
    [TestMethod]
    public async Task Of_an_executable()
    {
        var image = await Samples.SignImageAsync(TestIdentities.CodeSigningEc);
        Check(image.File, file => Verify(file, Verifying.Own(TestIdentities.CodeSigningEc)));
    }

    [TestMethod]
    public async Task Of_the_signature_of_an_executable()
    {
        var options = Verifying.Options with { RequireTimestamp = true };
        var image = await Samples.ImageAsync();
        Check(image.Message, message => Verify(image.WithMessage(message), options));
    }

    [TestMethod]
    public async Task Of_a_package()
    {
        var package = await Samples.SignPackageAsync();
        Check(package, file => Verify(file, Verifying.Own(TestIdentities.CodeSigning)));
    }

    [TestMethod]
    public async Task Of_a_timestamp()
    {
        var signature = new byte[64];
        var token = await Tokens.AskAsync(signature);
        var requirements = new TimestampRequirements { Trust = TrustStore.FromCertificates([TestIdentities.Authority.Root]) };
        var verifier = new TimestampTokenVerifier(new CertificateChainVerifier());
        Check(token, changed => verifier.Verify(changed, signature, requirements).Token is not null);
    }

    private static bool Verify(byte[] file, VerificationOptions options) =>
        Verifying.VerifyAsync(file, options).GetAwaiter().GetResult().Verdict == Verdict.Trusted;

    private static void Check(byte[] original, Func<byte[], bool> isTrusted) => FuzzLab.Search(original, changed => !isTrusted(changed));
}
