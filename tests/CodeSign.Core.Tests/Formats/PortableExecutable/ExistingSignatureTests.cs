using System.Runtime.InteropServices;
using CodeSign.Core.Tests.Cms;
using CodeSign.Diagnostics;
using CodeSign.Formats;
using CodeSign.Formats.PortableExecutable;
using CodeSign.Testing;

namespace CodeSign.Core.Tests.Formats.PortableExecutable;

[TestClass]
public sealed class ExistingSignatureTests
{
    private static readonly PortableExecutableFormat Format = new();

    public required TestContext TestContext { get; init; }

    [TestMethod]
    public async Task A_signed_file_is_refused_unless_asked_for()
    {
        using var folder = new TemporaryFolder();
        var first = await SignedOnceAsync(folder);
        var e = await Assert.ThrowsExactlyAsync<CodeSignException>(() => FormatSigner.SignAsync(Format, first, folder.File("second.dll")));
        Assert.AreSame(PortableExecutableDiagnostics.AlreadySigned, e.Diagnostic.Descriptor);
        Assert.IsFalse(File.Exists(folder.File("second.dll")));
    }

    [TestMethod]
    public async Task Appended_signatures_all_hold_and_the_first_ones_stay()
    {
        using var folder = new TemporaryFolder();
        await using var timestamps = new TestTimestamps();
        var first = await SignedOnceAsync(folder, timestamps);
        var (second, third) = (folder.File("second.dll"), folder.File("third.dll"));
        await AppendAsync(first, second, TestIdentities.CodeSigningEc, timestamps);
        await AppendAsync(second, third, TestIdentities.CodeSigning, timestamps);

        var output = (await PortableExecutableSigningTests.VerifyAsync(folder, third)).Output;
        for (var index = 0; index < 3; index++)
            Assert.Contains($"Signature Index: {index}", output);
        Assert.Contains("Number of verified signatures: 3", output);
        Assert.AreEqual(3, Count(output, "Timestamp Server Signature verification: ok"));

        // Nothing of the earlier signatures has changed: their values, and what nested ones consist of, are still there.
        var table = await File.ReadAllBytesAsync(third, TestContext.CancellationToken);
        foreach (var earlier in await Task.WhenAll(SignatureAsync(first), SignatureAsync(second)))
            Assert.IsGreaterThan(0, table.AsSpan().IndexOf(earlier.AsSpan(^300..)), "The end of the first signature's token is gone.");
    }

    [TestMethod]
    public async Task A_signature_is_appended_to_one_of_Microsoft()
    {
        using var folder = new TemporaryFolder();
        var source = MicrosoftSigned.Assembly();
        var signed = folder.File("signed.dll");
        await AppendAsync(source, signed, TestIdentities.CodeSigning, timestamps: null);

        var roots = folder.Write("roots.pem", TestIdentities.Authority.RootPem + MicrosoftSigned.TrustedRoots());
        var output = (await OsslSigncode.VerifyAsync(signed, roots)).EnsureSuccess().Output;
        Assert.Contains("Number of verified signatures: 2", output);
        Assert.Contains("Microsoft Corporation", output);
        Assert.Contains("CodeSign Test", output);
    }

    [TestMethod]
    public async Task A_replaced_signature_is_gone_and_ours_is_the_only_one()
    {
        using var folder = new TemporaryFolder();
        var source = Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "System.Private.CoreLib.dll");
        var signed = folder.File("signed.dll");
        await FormatSigner.SignAsync(Format, source, signed, change: r => r with { Existing = ExistingSignature.Replace });

        var output = (await PortableExecutableSigningTests.VerifyAsync(folder, signed)).Output;
        Assert.Contains("Number of verified signatures: 1", output);
        Assert.DoesNotContain("Microsoft Corporation", output);
        Assert.DoesNotContain("MISMATCH", output);
    }

    [TestMethod]
    public async Task Replacing_gives_the_same_digest_as_signing_the_unsigned_file()
    {
        using var folder = new TemporaryFolder();
        var unsigned = folder.Write("a.dll", new TestImage { Overlay = 5 }.Build());
        var first = await FormatSigner.SignAsync(Format, unsigned, folder.File("first.dll"));
        var second = await FormatSigner.SignAsync(
            Format, folder.File("first.dll"), folder.File("second.dll"), change: r => r with { Existing = ExistingSignature.Replace });

        CollectionAssert.AreEqual(first.ContentDigest.ToArray(), second.ContentDigest.ToArray());
        CollectionAssert.AreEqual(
            await File.ReadAllBytesAsync(folder.File("first.dll"), TestContext.CancellationToken),
            await File.ReadAllBytesAsync(folder.File("second.dll"), TestContext.CancellationToken),
            "RSA signatures are deterministic, and so is all the rest.");
    }

    [TestMethod]
    public async Task A_signature_with_two_signers_is_not_appended_to()
    {
        using var folder = new TemporaryFolder();
        var image = new TestImage();
        var signature = new byte[] { 0x30, 0x0E, 0x06, 0x01, 0x2A, 0xA0, 0x09, 0x30, 0x07, 0x05, 0x00, 0x05, 0x00, 0x05, 0x00, 0x00 };
        var file = folder.Write("a.dll", TestImageTable.Append(image, signature[..^1]));
        var e = await Assert.ThrowsExactlyAsync<CodeSignException>(
            () => AppendAsync(file, folder.File("second.dll"), TestIdentities.CodeSigning, timestamps: null));
        Assert.AreSame(PortableExecutableDiagnostics.CannotAppend, e.Diagnostic.Descriptor);
    }

    private static Task<ISignable> AppendAsync(
        string source, string destination, TestCertificate certificate, TestTimestamps? timestamps) =>
        FormatSigner.SignAsync(Format, source, destination, certificate, timestamps, r => r with { Existing = ExistingSignature.Append });

    private static async Task<string> SignedOnceAsync(TemporaryFolder folder, TestTimestamps? timestamps = null)
    {
        var source = folder.Write("a.dll", new TestImage { Overlay = 1 }.Build());
        await FormatSigner.SignAsync(Format, source, folder.File("first.dll"), timestamps: timestamps);
        return folder.File("first.dll");
    }

    private async Task<byte[]> SignatureAsync(string file)
    {
        var bytes = await File.ReadAllBytesAsync(file, TestContext.CancellationToken);
        return TestImageTable.Signature(bytes, new TestImage()).ToArray();
    }

    private static int Count(string text, string part) => text.Split(part).Length - 1;
}
