using CodeSign.Core.Tests.Formats;
using CodeSign.Core.Tests.Formats.NuGetPackage;
using CodeSign.Core.Tests.Formats.PortableExecutable;
using CodeSign.Formats;
using CodeSign.Testing;

namespace CodeSign.Core.Tests.Verification;

/// <summary>Small signed files: by programs that are not ours, so that reader and writer can't share a mistake, and by ours.</summary>
internal static class Samples
{
    private static readonly SignatureFormats Formats = new();
    private static readonly Lazy<Task<SignedImage>> LazyImage = new(() => SignByOsslSigncodeAsync());
    private static readonly Lazy<Task<SignedImage>> LazyNestedImage = new(async () =>
    {
        var primary = await SignByOsslSigncodeAsync(digest: "sha1");
        return await SignByOsslSigncodeAsync(primary.File, "sha256", "-nest");
    });

    private static readonly Lazy<Task<byte[]>> LazyPackage = new(() => SignByNuGetAsync("SHA256"));

    /// <summary>An unsigned executable.</summary>
    public static byte[] UnsignedImage { get; } = new TestImage().Build();

    /// <summary>Signed by osslsigncode with the tests' RSA certificate, stamped.</summary>
    public static Task<SignedImage> ImageAsync() => LazyImage.Value;

    /// <summary>Signed by osslsigncode: a SHA-1 primary signature with a nested one of SHA-256.</summary>
    public static Task<SignedImage> NestedImageAsync() => LazyNestedImage.Value;

    /// <summary>Signed by <c>dotnet nuget sign</c>, stamped.</summary>
    public static Task<byte[]> PackageAsync() => LazyPackage.Value;

    /// <summary>Signs with osslsigncode.</summary>
    public static async Task<SignedImage> SignByOsslSigncodeAsync(
        byte[]? image = null, string digest = "sha256", params string[] options)
    {
        using var folder = new TemporaryFolder();
        await using var server = new TimestampServer();
        var signer = TestIdentities.CodeSigning;
        // The tests' server, like all good ones, stamps no weak digest.
        string[] stamp = digest.StartsWith("sha1", StringComparison.Ordinal) || digest == "md5" ? [] : ["-ts", server.Address.AbsoluteUri];
        string[] arguments =
        [
            "sign",
            "-certs", folder.Write("chain.pem", signer.ChainPem()),
            "-key", folder.Write("key.pem", signer.Pkcs8Pem()),
            "-h", digest,
            "-in", folder.Write("in.dll", image ?? UnsignedImage),
            "-out", folder.File("out.dll"),
            .. stamp,
            .. options,
        ];
        (await OsslSigncode.RunAsync(arguments)).EnsureSuccess();
        return new SignedImage(await File.ReadAllBytesAsync(folder.File("out.dll")));
    }

    /// <summary>Signs with our own writer.</summary>
    public static async Task<SignedImage> SignImageAsync(
        TestCertificate? signer = null,
        DateTimeOffset? time = null,
        bool stamped = true,
        byte[]? image = null,
        TestCertificate? authority = null) =>
        new(await SignAsync(Formats.PortableExecutable, image ?? UnsignedImage, signer, stamped ? new StampedAt(time, authority) : null));

    /// <summary>Signs with our own writer.</summary>
    public static Task<byte[]> SignPackageAsync(
        TestCertificate? signer = null,
        DateTimeOffset? time = null,
        bool stamped = true,
        byte[]? package = null,
        TestCertificate? authority = null) =>
        SignAsync(Formats.NuGetPackage, package ?? TestPackage.Build(), signer, stamped ? new StampedAt(time, authority) : null);

    /// <summary>Signs with <c>dotnet nuget sign</c>.</summary>
    public static async Task<byte[]> SignByNuGetAsync(string digest, byte[]? package = null)
    {
        using var folder = new TemporaryFolder();
        await using var server = new TimestampServer();
        var file = folder.Write("sample.nupkg", package ?? TestPackage.Build());
        var pfx = TestIdentities.CodeSigningByRoot.WritePfx(folder.File("key.pfx"), "password");
        var result = await TrustingSdk.Default.RunAsync(
        [
            "nuget", "sign", file,
            "--certificate-path", pfx,
            "--certificate-password", "password",
            "--hash-algorithm", digest,
            "--timestamper", server.Address.AbsoluteUri,
        ]);
        result.EnsureSuccess();
        return await File.ReadAllBytesAsync(file);
    }

    private static async Task<byte[]> SignAsync(
        ISignatureFormat format, byte[] content, TestCertificate? signer, StampedAt? timestamps)
    {
        using var folder = new TemporaryFolder();
        var signed = folder.File("signed");
        await FormatSigner.SignAsync(format, folder.Write("unsigned", content), signed, signer, timestamps);
        return await File.ReadAllBytesAsync(signed);
    }
}
