using CodeSign.Core.Tests.Formats.NuGetPackage;
using CodeSign.Verification;
using Org.BouncyCastle.Asn1;

namespace CodeSign.Core.Tests.Verification.Vectors;

/// <summary>Packages, genuine and broken, as test vectors.</summary>
internal static class PackageVectors
{
    private const string TimestampAttribute = "1.2.840.113549.1.9.16.2.14";

    public static async Task<IReadOnlyList<(string Id, string Description, Verdict Verdict, byte[] Content)>> MakeAsync()
    {
        var signed = await Samples.SignPackageAsync();
        var package = new SignedPackage(signed);
        var flipped = (byte[])signed.Clone();
        flipped[100] ^= 1;
        var foreign = Asn1Object.FromByteArray(await Tokens.AskAsync(new byte[8]));
        var other = new SignedPackage(await Samples.SignPackageAsync(package: TestPackage.Build(files: 3)));
        return
        [
            ("package-genuine", "signed by its author and stamped, untouched", Verdict.Trusted, signed),
            ("package-unsigned", "no signature", Verdict.Unsigned, TestPackage.Build()),
            ("package-byte", "a byte of an entry changed", Verdict.Invalid, flipped),
            ("package-behind", "a byte behind the archive", Verdict.Invalid, [.. signed, 0]),
            ("package-other", "the signature of another package", Verdict.Invalid, package.WithMessage(_ => other.Message)),
            ("package-value", "the signature value changed", Verdict.Invalid, package.WithMessage(SignedDataSurgery.BreakSignature)),
            ("package-foreign-timestamp", "a timestamp of another signature beside the right one", Verdict.Invalid, package.WithMessage(m =>
                SignedDataSurgery.AddUnsignedAttribute(m, TimestampAttribute, foreign))),
        ];
    }
}
