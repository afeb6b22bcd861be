using System.Security.Cryptography;
using CodeSign.Cms;
using CodeSign.Core.Tests.Signing;
using CodeSign.Formats;
using CodeSign.Formats.NuGetPackage;
using CodeSign.Testing;

namespace CodeSign.Core.Tests.Formats.NuGetPackage;

[TestClass]
public sealed class PackageContentHashTests
{
    private const long Large = ChunkedReader.LargeFile + 12_345;
    private static readonly NuGetPackageFormat Format = new();

    [TestMethod]
    [DataRow("SHA256", 100L)]
    [DataRow("SHA384", 100L)]
    [DataRow("SHA512", 100L)]
    [DataRow("SHA256", Large)]
    [DataRow("SHA384", Large)]
    [DataRow("SHA512", Large)]
    public async Task It_is_that_of_the_unsigned_package(string digest, long size)
    {
        using var folder = new TemporaryFolder();
        var source = SparsePackage.Write(folder.File("a.nupkg"), size);
        var expected = HashOf(source);

        Assert.AreEqual(expected, await ContentHashAsync(source, folder.File("signed.nupkg"), digest));
        Assert.AreEqual(expected, await ContentHashAsync(folder.File("signed.nupkg"), folder.File("again.nupkg"), digest));
    }

    [TestMethod]
    public async Task It_is_left_out_where_nobody_wants_it()
    {
        using var folder = new TemporaryFolder();
        var source = SparsePackage.Write(folder.File("a.nupkg"), Large);

        var staged = await FormatSigner.SignAsync(
            Format, source, folder.File("signed.nupkg"), change: request => request with { PackageContentHash = false });

        Assert.IsNull(staged.PackageContent);
    }

    [TestMethod]
    public async Task A_package_that_is_given_up_is_not_held_open()
    {
        using var folder = new TemporaryFolder();
        using var signer = TestIdentities.CodeSigning.CreateIdentity();
        var source = SparsePackage.Write(folder.File("a.nupkg"), 4 * Large);
        var staged = await Format.StageAsync(
            FormatSigner.Request(source, folder.File("signed.nupkg"), signer), CancellationToken.None);

        await staged.DisposeAsync();

        Assert.IsTrue(staged.PackageContent!.IsCompleted);
        using var alone = File.Open(folder.File("signed.nupkg"), FileMode.Open, FileAccess.ReadWrite, FileShare.None);
    }

    private static async Task<PackageContentHash> ContentHashAsync(string source, string destination, string digest)
    {
        using var signer = TestIdentities.CodeSigning.CreateIdentity();
        var request = FormatSigner.Request(source, destination, signer) with
        {
            Digest = DigestAlgorithm.FromName(digest)!,
            Existing = ExistingSignature.Replace,
        };
        await using var staged = await Format.StageAsync(request, CancellationToken.None);
        var signature = await SignedDataBuilder.SignAsync(staged.Content, signer, CancellationToken.None);
        await staged.EmbedAsync(signature.Encode(null), CancellationToken.None);
        return await staged.PackageContent!;
    }

    private static PackageContentHash HashOf(string path)
    {
        var bytes = File.ReadAllBytes(path);
        return new PackageContentHash(Convert.ToHexStringLower(SHA256.HashData(bytes)), Convert.ToBase64String(SHA512.HashData(bytes)));
    }
}
