using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Loader;
using System.Security.Cryptography;
using CodeSign.Cms;
using CodeSign.Core.Tests.Cms;
using CodeSign.Formats.PortableExecutable;
using CodeSign.Testing;

namespace CodeSign.Core.Tests.Formats.PortableExecutable;

[TestClass]
public sealed class PortableExecutableSigningTests
{
    private static readonly PortableExecutableFormat Format = new();

    public required TestContext TestContext { get; init; }

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
            Assert.DoesNotContain("MISMATCH", result.Output, "The PE checksum is not the one that osslsigncode computes.");
            Assert.AreEqual(0, new FileInfo(signed).Length % 8);
        }
    }

    [TestMethod]
    public async Task The_source_stays_and_all_of_it_is_in_the_copy()
    {
        using var folder = new TemporaryFolder();
        var image = new TestImage { Overlay = 3 };
        var bytes = image.Build();
        var source = folder.Write("a.dll", bytes);
        var signed = folder.File("signed.dll");

        var staged = await FormatSigner.SignAsync(Format, source, signed);

        CollectionAssert.AreEqual(bytes, await File.ReadAllBytesAsync(source, TestContext.CancellationToken));
        var copy = await File.ReadAllBytesAsync(signed, TestContext.CancellationToken);
        copy.AsSpan(image.ChecksumOffset, 4).Clear();
        copy.AsSpan(image.DirectoryEntryOffset, 8).Clear();
        CollectionAssert.AreEqual(bytes, copy[..bytes.Length]);
        CollectionAssert.AreEqual(new byte[5], copy[bytes.Length..(bytes.Length + 5)]);
        CollectionAssert.AreEqual(SHA256.HashData(bytes), staged.SourceSha256.ToArray());
        CollectionAssert.AreEqual(DigestOf(bytes, image), staged.ContentDigest.ToArray());
    }

    [TestMethod]
    public async Task A_file_read_in_parallel_has_the_same_digests()
    {
        using var folder = new TemporaryFolder();
        await using var timestamps = new TestTimestamps();
        var image = new TestImage { SectionSize = 9 << 20, Overlay = 12345 };
        var bytes = image.Build();
        var signed = folder.File("signed.dll");

        var staged = await FormatSigner.SignAsync(Format, folder.Write("a.dll", bytes), signed, timestamps: timestamps);

        CollectionAssert.AreEqual(SHA256.HashData(bytes), staged.SourceSha256.ToArray());
        CollectionAssert.AreEqual(DigestOf(bytes, image), staged.ContentDigest.ToArray());
        Assert.DoesNotContain("MISMATCH", (await VerifyAsync(folder, signed)).Output);
    }

    [TestMethod]
    public async Task A_signed_assembly_loads_and_runs()
    {
        using var folder = new TemporaryFolder();
        var source = typeof(DigestAlgorithm).Assembly.Location;
        var signed = folder.File("CodeSign.Core.dll");
        await FormatSigner.SignAsync(Format, source, signed);
        await VerifyAsync(folder, signed);

        var context = new AssemblyLoadContext("signed", isCollectible: true);
        var assembly = context.LoadFromAssemblyPath(signed);
        var type = assembly.GetType(typeof(DigestAlgorithm).FullName!)!;
        var found = type.GetMethod(nameof(DigestAlgorithm.FromName), BindingFlags.Public | BindingFlags.Static)!.Invoke(null, ["sha-384"]);

        Assert.AreNotEqual(typeof(DigestAlgorithm), type);
        Assert.AreEqual("SHA384", found!.ToString());
        context.Unload();
    }

    [TestMethod]
    [DataRow("Библиотека \U0001F512 & Co", "https://example.org/a b?c=d", "https://example.org/a%20b?c=d")]
    [DataRow("Plain", "https://bücher.example/über", "https://xn--bcher-kva.example/%C3%BCber")]
    public async Task Description_and_address_are_in_the_signature(string description, string address, string written)
    {
        using var folder = new TemporaryFolder();
        var signed = folder.File("signed.dll");
        await FormatSigner.SignAsync(Format, folder.Write("a.dll", new TestImage().Build()), signed,
            change: r => r with { Description = description, DescriptionUrl = new Uri(address) });

        var output = (await VerifyAsync(folder, signed)).Output;
        Assert.Contains("URL description: " + written, output);
        Assert.IsGreaterThan(0, (await File.ReadAllBytesAsync(signed, TestContext.CancellationToken)).AsSpan()
            .IndexOf(System.Text.Encoding.BigEndianUnicode.GetBytes(description)));
    }

    [TestMethod]
    public async Task The_copy_has_the_permissions_of_the_source()
    {
        if (OperatingSystem.IsWindows())
            return;

        using var folder = new TemporaryFolder();
        var source = folder.Write("a.dll", new TestImage().Build());
        const UnixFileMode Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.OtherRead;
        File.SetUnixFileMode(source, Mode);
        await FormatSigner.SignAsync(Format, source, folder.File("signed.dll"));
        Assert.AreEqual(Mode, File.GetUnixFileMode(folder.File("signed.dll")));
    }

    [TestMethod]
    [DataRow(0x200)]
    [DataRow(6 << 20)]
    public async Task A_cancelled_staging_ends_as_cancelled(int size)
    {
        using var folder = new TemporaryFolder();
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        using var signer = TestIdentities.CodeSigning.CreateIdentity();
        var source = folder.Write("a.dll", new TestImage { SectionSize = size }.Build());
        await Assert.ThrowsAsync<OperationCanceledException>(
            () => Format.StageAsync(FormatSigner.Request(source, folder.File("signed.dll"), signer), cancelled.Token));
    }

    [TestMethod]
    public async Task A_file_is_not_staged_onto_itself()
    {
        using var folder = new TemporaryFolder();
        using var signer = TestIdentities.CodeSigning.CreateIdentity();
        var bytes = new TestImage().Build();
        var source = folder.Write("a.dll", bytes);
        await Assert.ThrowsExactlyAsync<ArgumentException>(
            () => Format.StageAsync(FormatSigner.Request(source, source, signer), TestContext.CancellationToken));
        CollectionAssert.AreEqual(bytes, await File.ReadAllBytesAsync(source, TestContext.CancellationToken));
    }

    [TestMethod]
    public void Every_PE_file_of_the_SDK_has_a_layout_and_at_most_one_intact_signature()
    {
        var root = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));
        var seen = 0;
        foreach (var path in Directory.EnumerateFiles(root, "*.dll", SearchOption.AllDirectories))
        {
            using var file = File.OpenHandle(path);
            var layout = PortableExecutableLayout.Read(file, path);
            seen++;
            if (!layout.IsSigned)
                continue;

            var table = new byte[layout.Table.End - layout.Table.Start];
            RandomAccess.Read(file, table, layout.Table.Start);
            Assert.IsFalse(CertificateTable.Parse(table, path).IsEmpty);
        }

        Assert.IsGreaterThan(500, seen);
    }

    internal static async Task<ProcessResult> VerifyAsync(TemporaryFolder folder, string signed)
    {
        var roots = TestIdentities.Authority.WriteRoot(folder.File("roots.pem"));
        return (await OsslSigncode.VerifyAsync(signed, roots)).EnsureSuccess();
    }

    /// <summary>The Authenticode digest, computed in the plainest way.</summary>
    private static byte[] DigestOf(byte[] image, TestImage layout)
    {
        var padded = new byte[(image.Length + 7) & ~7];
        image.CopyTo(padded, 0);
        return SHA256.HashData(
        [
            .. padded[..layout.ChecksumOffset],
            .. padded[(layout.ChecksumOffset + 4)..layout.DirectoryEntryOffset],
            .. padded[(layout.DirectoryEntryOffset + 8)..],
        ]);
    }
}
