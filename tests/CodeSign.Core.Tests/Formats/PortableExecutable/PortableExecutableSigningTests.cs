using CodeSign.Cms;
using CodeSign.Core.Tests.Cms;
using CodeSign.Formats.PortableExecutable;
using CodeSign.Testing;

namespace CodeSign.Core.Tests.Formats.PortableExecutable;

[TestClass]
public sealed class PortableExecutableSigningTests
{
    private static readonly PortableExecutableFormat Format = new();

    [TestMethod]
    [DataRow("SHA256", false, false)]
    [DataRow("SHA384", false, true)]
    [DataRow("SHA512", true, false)]
    [DataRow("SHA256", true, true)]
    [DataRow("SHA384", true, false)]
    [DataRow("SHA512", false, true)]
    public async Task Osslsigncode_accepts_it_with_its_timestamp(string digest, bool plus, bool elliptic)
    {
        using var folder = new TemporaryFolder();
        await using var timestamps = new TestTimestamps();
        var source = folder.Write("a.dll", new TestImage { Plus = plus }.Build());
        var signed = folder.File("signed.dll");

        await FormatSigner.SignAsync(
            Format, source, signed, elliptic ? TestIdentities.CodeSigningEc : TestIdentities.CodeSigning, timestamps,
            r => r with { Digest = DigestAlgorithm.FromName(digest)! });

        var result = await VerifyAsync(folder, signed);
        Assert.Contains("Message digest algorithm  : " + digest, result.Output);
        Assert.Contains("Timestamp Server Signature verification: ok", result.Output);
        Assert.DoesNotContain("Timestamp is not available", result.Output);
    }

    [TestMethod]
    public async Task Osslsigncode_accepts_every_length_and_place_of_the_headers()
    {
        using var folder = new TemporaryFolder();
        for (var i = 0; i < 16; i++)
        {
            var image = new TestImage { Plus = i % 2 == 0, Overlay = i, HeaderOffset = 0x80 + i };
            var source = folder.Write($"{i}.dll", image.Build());
            var signed = folder.File($"signed{i}.dll");
            await FormatSigner.SignAsync(Format, source, signed);

            var result = await VerifyAsync(folder, signed);
            Assert.DoesNotContain("MISMATCH", result.Output);
            Assert.AreEqual(0, new FileInfo(signed).Length % 8);
        }
    }

    private static async Task<ProcessResult> VerifyAsync(TemporaryFolder folder, string signed)
    {
        var roots = TestIdentities.Authority.WriteRoot(folder.File("roots.pem"));
        return (await OsslSigncode.VerifyAsync(signed, roots)).EnsureSuccess();
    }
}
