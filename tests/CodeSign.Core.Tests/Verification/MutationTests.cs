using CodeSign.Testing;
using CodeSign.Verification;
using CsCheck;

namespace CodeSign.Core.Tests.Verification;

/// <summary>Whatever is done to a signed file, verification ends, does not throw, and trusts nothing that was changed.</summary>
[TestClass]
public sealed class MutationTests
{
    private const int Rounds = 1500;

    private static readonly Gen<(int Place, int Kind, int Size, byte Value)[]> Mutations =
        Gen.Select(Gen.Int[0, int.MaxValue], Gen.Int[0, 4], Gen.Int[1, 64], Gen.Byte).Array[1, 6];

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

    private static void Check(byte[] original, Func<byte[], bool> isTrusted) => Mutations.Sample(
        mutations =>
        {
            var changed = mutations.Aggregate(original, Apply);
            return changed.AsSpan().SequenceEqual(original) || !isTrusted(changed);
        },
        iter: Rounds,
        threads: 1);

    private static byte[] Apply(byte[] file, (int Place, int Kind, int Size, byte Value) mutation)
    {
        if (file.Length == 0)
            return file;

        var start = mutation.Place % file.Length;
        var end = Math.Min(file.Length, start + mutation.Size);
        switch (mutation.Kind)
        {
            case 0: // a byte changed
                var changed = (byte[])file.Clone();
                changed[start] = mutation.Value;
                return changed;
            case 1: // a stretch removed
                return [.. file[..start], .. file[end..]];
            case 2: // a stretch doubled
                return [.. file[..end], .. file[start..]];
            case 3: // bytes put in
                return [.. file[..start], .. Enumerable.Repeat(mutation.Value, mutation.Size), .. file[start..]];
            default: // the end cut off
                return file[..start];
        }
    }
}
