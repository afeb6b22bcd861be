using System.Formats.Asn1;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using CodeSign.Cms;
using CodeSign.Core.Tests.Cms;
using CodeSign.Formats;
using CodeSign.Formats.NuGetPackage;
using CodeSign.Testing;
using CsCheck;

namespace CodeSign.Core.Tests.Formats.NuGetPackage;

[TestClass]
public sealed class NuGetPackageSigningTests
{
    private const int EndRecordSize = 22;
    private static readonly NuGetPackageFormat Format = new();

    public required TestContext TestContext { get; init; }

    [TestMethod]
    [DataRow("SHA256")]
    [DataRow("SHA384")]
    [DataRow("SHA512")]
    public async Task NuGet_accepts_it_with_its_timestamp(string digest)
    {
        using var folder = new TemporaryFolder();
        await using var timestamps = new TestTimestamps();
        var source = folder.Write("a.nupkg", TestPackage.Build());
        var signed = folder.File("signed.nupkg");

        await FormatSigner.SignAsync(Format, source, signed, timestamps: timestamps,
            change: r => r with { Digest = DigestAlgorithm.FromName(digest)! });

        await VerifyAsync(signed);
    }

    [TestMethod]
    public async Task NuGet_accepts_a_package_with_a_comment_and_a_signer_without_key_identifier()
    {
        using var folder = new TemporaryFolder();
        using var certificate = TestIdentities.Authority.Issue(new() { SubjectKeyIdentifier = false });
        await using var timestamps = new TestTimestamps();
        var signed = folder.File("signed.nupkg");
        var source = folder.Write("a.nupkg", TestPackage.Build(comment: "a comment"));
        await FormatSigner.SignAsync(Format, source, signed, certificate, timestamps);

        await VerifyAsync(signed);
        using var zip = ZipFile.OpenRead(signed);
        Assert.AreEqual("a comment", zip.Comment);
    }

    [TestMethod]
    public async Task NuGet_accepts_a_replaced_signature()
    {
        using var folder = new TemporaryFolder();
        await using var timestamps = new TestTimestamps();
        var bytes = TestPackage.Build(files: 5);
        var once = folder.File("once.nupkg");
        var twice = folder.File("twice.nupkg");
        await FormatSigner.SignAsync(Format, folder.Write("a.nupkg", bytes), once, timestamps: timestamps);
        var staged = await FormatSigner.SignAsync(
            Format, once, twice, timestamps: timestamps, change: r => r with { Existing = ExistingSignature.Replace });

        await VerifyAsync(twice);
        AssertEqual(SHA256.HashData(bytes), staged.ContentDigest);
        AssertEqual(SHA256.HashData(await File.ReadAllBytesAsync(once, TestContext.CancellationToken)), staged.SourceSha256);
    }

    [TestMethod]
    public async Task A_signature_by_NuGet_itself_is_replaced()
    {
        using var folder = new TemporaryFolder();
        await using var timestamps = new TestTimestamps();
        var bytes = TestPackage.Build();
        var package = folder.Write("a.nupkg", bytes);
        await SignByNuGetAsync(folder, package);

        var signed = folder.File("signed.nupkg");
        var staged = await FormatSigner.SignAsync(
            Format, package, signed, timestamps: timestamps, change: r => r with { Existing = ExistingSignature.Replace });

        await VerifyAsync(signed);
        AssertEqual(SHA256.HashData(bytes), staged.ContentDigest);
    }

    [TestMethod]
    public async Task Our_signature_is_built_as_one_by_NuGet()
    {
        using var folder = new TemporaryFolder();
        await using var timestamps = new TestTimestamps();
        var bytes = TestPackage.Build();
        var theirs = folder.Write("theirs.nupkg", bytes);
        var ours = folder.File("ours.nupkg");
        await SignByNuGetAsync(folder, theirs, "--timestamper", timestamps.Server.Address.ToString());
        await FormatSigner.SignAsync(Format, folder.Write("a.nupkg", bytes), ours, TestIdentities.CodeSigningByRoot, timestamps);

        var (expected, actual) = (Signature(theirs), Signature(ours));
        Assert.AreEqual(Normalise(expected.Outline()), Normalise(actual.Outline()));
        AssertEqual(expected.EncapsulatedContent.ToArray(), actual.EncapsulatedContent);
        Assert.HasCount(expected.Certificates.Count, actual.Certificates);
        foreach (var attribute in (string[])[Oids.MessageDigest, Oids.CommitmentTypeIndication])
            AssertEqual(expected.SignedAttributes[attribute].ToArray(), actual.SignedAttributes[attribute]);
        var (theirToken, ourToken) = (Token(expected), Token(actual));
        Assert.HasCount(theirToken.Certificates.Count, ourToken.Certificates, "The authority's chain in the token.");

        byte[][] entries = [[.. File.ReadAllBytes(theirs)], [.. File.ReadAllBytes(ours)]];
        AssertEqual(WithoutTimeAndContent(entries[0], bytes), WithoutTimeAndContent(entries[1], bytes));
    }

    [TestMethod]
    public void Every_byte_but_the_end_record_stays() =>
        Gen.Select(Gen.String[0, 40], Gen.Byte.Array[0, 3000].Array[0, 12], Gen.Bool).Sample((comment, files, compress) =>
        {
            using var folder = new TemporaryFolder();
            var bytes = TestPackage.Build(files: 0, comment: Ascii(comment), add: zip =>
            {
                for (var i = 0; i < files.Length; i++)
                    TestPackage.Add(zip, $"f{i}", files[i], compress ? CompressionLevel.Fastest : CompressionLevel.NoCompression);
            });
            var source = folder.Write("a.nupkg", bytes);
            var signed = folder.File("signed.nupkg");
            var staged = FormatSigner.SignAsync(Format, source, signed).GetAwaiter().GetResult();
            var result = File.ReadAllBytes(signed);

            var endRecord = bytes.AsSpan().LastIndexOf("PK\x05\x06"u8);
            var central = (int)BitConverter.ToUInt32(bytes, endRecord + 16);
            var commentLength = bytes.Length - endRecord - EndRecordSize;
            var newCentral = (int)BitConverter.ToUInt32(result, result.Length - commentLength - EndRecordSize + 16);
            return result.AsSpan(0, central).SequenceEqual(bytes.AsSpan(0, central))
                && result.AsSpan(newCentral, endRecord - central).SequenceEqual(bytes.AsSpan(central, endRecord - central))
                && result.AsSpan(result.Length - commentLength).SequenceEqual(bytes.AsSpan(bytes.Length - commentLength))
                && staged.ContentDigest.Span.SequenceEqual(SHA256.HashData(bytes))
                && ReadsTheSame(bytes, result);
        }, iter: 60);

    [TestMethod]
    public async Task Digests_are_right_for_a_package_read_in_parallel()
    {
        using var folder = new TemporaryFolder();
        await using var timestamps = new TestTimestamps();
        var content = new byte[7 << 20];
        new Random(1).NextBytes(content);
        var bytes = TestPackage.Build(add: zip => TestPackage.Add(zip, "large.bin", content, CompressionLevel.NoCompression));
        var signed = folder.File("signed.nupkg");
        var staged = await FormatSigner.SignAsync(
            Format, folder.Write("a.nupkg", bytes), signed, timestamps: timestamps,
            change: r => r with { Digest = DigestAlgorithm.Sha384 });

        AssertEqual(SHA384.HashData(bytes), staged.ContentDigest);
        AssertEqual(SHA256.HashData(bytes), staged.SourceSha256);
        await VerifyAsync(signed);
    }

    internal static async Task VerifyAsync(string signed)
    {
        var result = await TrustingSdk.Default.VerifyPackageAsync(signed);
        result.EnsureSuccess();
        Assert.Contains("Signature type: Author", result.Output);
        Assert.Contains("Successfully verified package", result.Output);
        Assert.DoesNotContain("warn", result.AllOutput);
    }

    private static async Task SignByNuGetAsync(TemporaryFolder folder, string package, params string[] more)
    {
        var password = Convert.ToHexString(RandomNumberGenerator.GetBytes(8));
        var pfx = TestIdentities.CodeSigningByRoot.WritePfx(folder.File("key.pfx"), password);
        string[] arguments = ["nuget", "sign", package, "--certificate-path", pfx, "--certificate-password", password, .. more];
        (await TrustingSdk.Default.RunAsync(arguments)).EnsureSuccess();
    }

    private static SignedDataParts Signature(string package)
    {
        using var zip = ZipFile.OpenRead(package);
        using var stream = zip.GetEntry(".signature.p7s")!.Open();
        using var memory = new MemoryStream();
        stream.CopyTo(memory);
        return new SignedDataParts(memory.ToArray());
    }

    /// <summary>
    /// NuGet leaves out the NULL of digest algorithms, which RFC 5754 allows, and writes SHA-256 into ESSCertIDv2 though it is the
    /// default, which DER does not allow. Its verifier takes both.
    /// </summary>
    private static string Normalise(string outline) =>
        string.Join('\n', outline.Split('\n').Where(line => line.Trim() != "Null"))
            .Replace($"        SequenceOf\n          ObjectIdentifier {DigestAlgorithm.Sha256.Oid}\n", "", StringComparison.Ordinal);

    // The attribute's value is a SET of one.
    private static SignedDataParts Token(SignedDataParts signature)
    {
        var values = new AsnReader(signature.UnsignedAttributes[Oids.SignatureTimestampToken], AsnEncodingRules.DER);
        return new SignedDataParts(values.ReadSetOf().ReadEncodedValue());
    }

    /// <summary>The headers of the signature's entry and the end record, what depends on time and signature set to zero.</summary>
    private static byte[] WithoutTimeAndContent(byte[] signed, byte[] unsigned)
    {
        var local = (int)BitConverter.ToUInt32(unsigned, unsigned.Length - EndRecordSize + 16);
        var central = signed.AsSpan().LastIndexOf("PK\x01\x02"u8);
        byte[] headers = [.. signed.AsSpan(local, 30 + 14), .. signed.AsSpan(central)];
        headers.AsSpan(10, 16).Clear();
        headers.AsSpan(44 + 12, 16).Clear();
        headers.AsSpan(headers.Length - 6, 4).Clear();
        return headers;
    }

    private static bool ReadsTheSame(byte[] before, byte[] after)
    {
        using var first = new ZipArchive(new MemoryStream(before));
        using var second = new ZipArchive(new MemoryStream(after));
        return first.Entries.Select(Content).SequenceEqual(second.Entries.SkipLast(1).Select(Content))
            && second.Entries[^1].FullName == ".signature.p7s";
    }

    private static string Content(ZipArchiveEntry entry)
    {
        using var stream = entry.Open();
        using var memory = new MemoryStream();
        stream.CopyTo(memory);
        return entry.FullName + Convert.ToHexString(memory.ToArray());
    }

    private static string Ascii(string text) =>
        Encoding.ASCII.GetString(Encoding.ASCII.GetBytes(text));

    private static void AssertEqual(byte[] expected, ReadOnlyMemory<byte> actual) =>
        Assert.AreEqual(Convert.ToHexString(expected), Convert.ToHexString(actual.Span));
}
