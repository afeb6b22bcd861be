using System.Buffers.Binary;
using System.IO.Compression;
using System.Security.Cryptography;
using CodeSign.Core.Tests.Formats.NuGetPackage;
using CodeSign.Testing;
using CodeSign.Verification;
using Org.BouncyCastle.Asn1;

namespace CodeSign.Core.Tests.Verification;

[TestClass]
public sealed class PackageVerificationTests
{
    [TestMethod]
    public async Task Content_in_parts_as_nuget_org_wrote_it_is_put_together_and_is_not_ours()
    {
        var package = new SignedPackage(await Samples.SignPackageAsync());
        var inParts = package.WithMessage(SignedDataSurgery.PutContentInParts);
        await Verifying.AssertTrustedAsync(inParts);
        await Verifying.AssertFindingAsync(
            inParts, Verdict.Invalid, FindingKind.MalformedSignature, Verifying.Own(TestIdentities.CodeSigning));

        var changed = package.WithMessage(message =>
        {
            var parts = SignedDataSurgery.PutContentInParts(message);
            parts[parts.AsSpan().IndexOf("-Hash:"u8) + 8] ^= 1;
            return parts;
        });
        Verifying.AssertVerdict(Verdict.Invalid, await Verifying.VerifyAsync(changed));
    }

    [TestMethod]
    [DataRow("SHA256")]
    [DataRow("SHA384")]
    [DataRow("SHA512")]
    public async Task What_NuGet_signs_is_trusted(string digest)
    {
        var unsigned = TestPackage.Build(files: 5, comment: "A comment");
        var signed = await Samples.SignByNuGetAsync(digest, unsigned);
        var result = await Verifying.VerifyAsync(signed);

        Verifying.AssertVerdict(Verdict.Trusted, result);
        Assert.AreEqual("nupkg", result.Format);
        CollectionAssert.AreEqual(SHA256.HashData(signed), result.Sha256.ToArray());
        CollectionAssert.AreEqual(SHA256.HashData(unsigned), result.PackageContent!.Sha256.ToArray());
        CollectionAssert.AreEqual(SHA512.HashData(unsigned), result.PackageContent.Sha512.ToArray());
        var signature = result.Signatures.Single();
        Assert.AreEqual(SignatureKind.PackageAuthor, signature.Kind);
        Assert.AreEqual(digest, signature.DigestAlgorithm);
        Assert.AreEqual(TestIdentities.CodeSigningByRoot.Certificate.Thumbprint, signature.Signer!.Thumbprint);
        Assert.IsLessThan(TimeSpan.FromMinutes(5), (signature.ClaimedSigningTime!.Value - signature.Timestamp!.GenTime).Duration());
    }

    [TestMethod]
    public async Task What_we_sign_is_trusted_as_our_own()
    {
        var signed = await Samples.SignPackageAsync();
        var result = await Verifying.VerifyAsync(signed, Verifying.Own(TestIdentities.CodeSigning));
        Verifying.AssertVerdict(Verdict.Trusted, result);
        Assert.IsFalse(result.Findings.Any(f => f.Severity > FindingSeverity.Information), Verifying.Describe(result));
    }

    [TestMethod]
    public async Task A_package_of_several_pieces_is_hashed_right()
    {
        var content = RandomNumberGenerator.GetBytes((3 << 20) + 7);
        var unsigned = TestPackage.Build(add: zip => TestPackage.Add(zip, "tools/large.bin", content, CompressionLevel.NoCompression));
        var signed = await Samples.SignPackageAsync(package: unsigned);
        var result = await Verifying.VerifyAsync(signed, Verifying.Own(TestIdentities.CodeSigning));
        Verifying.AssertVerdict(Verdict.Trusted, result);
        CollectionAssert.AreEqual(SHA512.HashData(unsigned), result.PackageContent!.Sha512.ToArray());
    }

    [TestMethod]
    public async Task An_unsigned_package_has_digests_all_the_same()
    {
        var package = TestPackage.Build();
        var result = await Verifying.VerifyAsync(package);
        Verifying.AssertVerdict(Verdict.Unsigned, result);
        CollectionAssert.AreEqual(SHA256.HashData(package), result.Sha256.ToArray());
        CollectionAssert.AreEqual(SHA256.HashData(package), result.PackageContent!.Sha256.ToArray());
        CollectionAssert.AreEqual(SHA512.HashData(package), result.PackageContent.Sha512.ToArray());
    }

    [TestMethod]
    public async Task Every_flipped_byte_is_noticed()
    {
        // Even in the root that NuGet puts into signature and token, where nothing but the entry's checksum covers it.
        var signed = await Samples.PackageAsync();
        var options = Verifying.Options with { RequireTimestamp = true };
        await Tamper.AssertEveryFlipFailsAsync(
            signed, [], async changed => (await Verifying.VerifyAsync(changed, options)).Verdict != Verdict.Trusted);
    }

    [TestMethod]
    public async Task Every_flipped_byte_of_our_own_package_is_noticed()
    {
        var signed = await Samples.SignPackageAsync();
        var options = Verifying.Own(TestIdentities.CodeSigning);
        await Tamper.AssertEveryFlipFailsAsync(
            signed, [], async changed => (await Verifying.VerifyAsync(changed, options)).Verdict != Verdict.Trusted);
    }

    [TestMethod]
    public async Task No_beginning_of_a_package_is_trusted()
    {
        var signed = await Samples.PackageAsync();
        for (var length = 0; length < signed.Length; length++)
        {
            var result = await Verifying.VerifyAsync(signed[..length]);
            Verifying.AssertVerdict(length < 4 ? Verdict.Unsigned : Verdict.Invalid, result);
        }
    }

    [TestMethod]
    [DataRow(4, (ushort)45)]
    [DataRow(6, (ushort)10)]
    [DataRow(8, (ushort)8)]
    [DataRow(10, (ushort)8)]
    [DataRow(12, (ushort)1)]
    [DataRow(16, (ushort)1)]
    [DataRow(32, (ushort)1)]
    [DataRow(34, (ushort)1)]
    [DataRow(36, (ushort)1)]
    [DataRow(38, (ushort)1)]
    [DataRow(40, (ushort)1)]
    public async Task The_headers_of_the_signature_leave_nothing_open(int field, ushort value)
    {
        var signed = (byte[])(await Samples.PackageAsync()).Clone();
        var header = signed.AsSpan().LastIndexOf("PK\x01\x02"u8);
        BinaryPrimitives.WriteUInt16LittleEndian(signed.AsSpan(header + field), value);
        Verifying.AssertVerdict(Verdict.Invalid, await Verifying.VerifyAsync(signed));
    }

    [TestMethod]
    public async Task An_entry_that_is_added_or_removed_is_noticed()
    {
        var signed = await Samples.PackageAsync();
        using var memory = new MemoryStream();
        memory.Write(signed);
        using (var zip = new ZipArchive(memory, ZipArchiveMode.Update, leaveOpen: true))
            TestPackage.Add(zip, "lib/evil.dll", [1, 2, 3]);
        Verifying.AssertVerdict(Verdict.Invalid, await Verifying.VerifyAsync(memory.ToArray()));
    }

    [TestMethod]
    public async Task Bytes_around_the_package_are_noticed()
    {
        var signed = await Samples.PackageAsync();
        Verifying.AssertVerdict(Verdict.Invalid, await Verifying.VerifyAsync([.. signed, 0]));
        Verifying.AssertVerdict(Verdict.Invalid, await Verifying.VerifyAsync([.. "PK\x03\x04"u8, .. signed]));
        var directory = signed.AsSpan().IndexOf("PK\x01\x02"u8);
        Verifying.AssertVerdict(Verdict.Invalid, await Verifying.VerifyAsync([.. signed[..directory], 0, .. signed[directory..]]));
    }

    [TestMethod]
    public async Task A_local_header_that_contradicts_the_directory_is_noticed_in_an_unsigned_package_too()
    {
        foreach (var field in new[] { 6, 8, 14, 18, 22, 26, 30 })
        {
            var package = StoredPackage();
            package[field] ^= 0x10;
            await Verifying.AssertFindingAsync(package, Verdict.Invalid, FindingKind.MalformedFile);
        }
    }

    [TestMethod]
    public async Task Two_entries_of_one_name_are_noticed()
    {
        var package = TestPackage.Build(add: zip =>
        {
            TestPackage.Add(zip, "lib/a.dll", [1]);
            TestPackage.Add(zip, "lib/a.dll", [2]);
        });
        await Verifying.AssertFindingAsync(package, Verdict.Invalid, FindingKind.MalformedFile);
    }

    [TestMethod]
    public async Task Two_signatures_are_noticed()
    {
        var package = TestPackage.Build(add: zip =>
        {
            TestPackage.Add(zip, ".signature.p7s", [1]);
            TestPackage.Add(zip, ".signature.p7s", [2]);
        });
        await Verifying.AssertFindingAsync(package, Verdict.Invalid, FindingKind.SignatureEntryMetadata);
    }

    [TestMethod]
    public async Task A_signature_that_a_zip_tool_wrote_is_refused()
    {
        var signed = await Samples.PackageAsync();
        using var memory = new MemoryStream();
        memory.Write(signed);
        using (var zip = new ZipArchive(memory, ZipArchiveMode.Update, leaveOpen: true))
        {
            var content = Read(zip.GetEntry(".signature.p7s")!);
            zip.GetEntry(".signature.p7s")!.Delete();
            TestPackage.Add(zip, ".signature.p7s", content);
        }

        await Verifying.AssertFindingAsync(memory.ToArray(), Verdict.Invalid, FindingKind.SignatureEntryMetadata);
    }

    [TestMethod]
    public async Task An_expired_certificate_is_trusted_only_with_a_timestamp_from_before()
    {
        var clock = Verifying.Options with { Clock = new FixedClock(DateTimeOffset.UtcNow.AddYears(3)) };
        await Verifying.AssertTrustedAsync(await Samples.PackageAsync(), clock);
        await Verifying.AssertFindingAsync(
            await Samples.SignPackageAsync(stamped: false), Verdict.Untrusted, FindingKind.CertificateOutOfDate, clock);
    }

    [TestMethod]
    public async Task Messages_that_are_not_as_NuGet_demands_are_refused()
    {
        var package = new SignedPackage(await Samples.PackageAsync());
        await Verifying.AssertTrustedAsync(package.WithMessage(message => message));
        await AssertRefusedAsync(m => SignedDataSurgery.Edit(m, e => e[0] = DerInteger.ValueOf(1)), FindingKind.MalformedSignature);
        await AssertRefusedAsync(m => SignedDataSurgery.Edit(m, e => e[^1] = new DerSet()), FindingKind.MalformedSignature);
        await AssertRefusedAsync(m => SignedDataSurgery.EditCertificates(m, c => c.Clear()), FindingKind.SignerCertificateMissing);
        await AssertRefusedAsync(SignedDataSurgery.BreakSignature, FindingKind.SignatureValueMismatch);
        await AssertRefusedAsync(m => [.. m, 0], FindingKind.MalformedSignature);
        var foreign = Asn1Object.FromByteArray(await Tokens.AskAsync(new byte[8]));
        await AssertRefusedAsync(
            m => SignedDataSurgery.AddUnsignedAttribute(m, "1.2.840.113549.1.9.16.2.14", foreign), FindingKind.ForeignTimestamp);

        Task AssertRefusedAsync(Func<byte[], byte[]> change, FindingKind kind) =>
            Verifying.AssertFindingAsync(package.WithMessage(change), Verdict.Invalid, kind);
    }

    [TestMethod]
    public async Task The_signature_of_another_package_is_refused()
    {
        var package = new SignedPackage(await Samples.PackageAsync());
        var other = new SignedPackage(await Samples.SignPackageAsync(package: TestPackage.Build(files: 3)));
        await Verifying.AssertFindingAsync(package.WithMessage(_ => other.Message), Verdict.Invalid, FindingKind.ContentDigestMismatch);
    }

    [TestMethod]
    public async Task The_packages_of_the_SDK_are_trusted_with_their_countersignatures()
    {
        foreach (var file in InstalledSdk.Files("*.nupkg"))
        {
            var result = await Verifying.Verifier.VerifyAsync(file, InstalledSdk.Options, CancellationToken.None);
            Verifying.AssertVerdict(Verdict.Trusted, result);
            Assert.IsTrue(result.Signatures.SelectMany(s => s.WithNested()).All(s => s.State == SignatureState.Trusted));
        }
    }

    private static byte[] StoredPackage()
    {
        // .NET's writer gives sizes in the local header only where it can go back, and the content is stored.
        using var memory = new MemoryStream();
        using (var zip = new ZipArchive(memory, ZipArchiveMode.Create, leaveOpen: true))
            TestPackage.Add(zip, "a.nuspec", new byte[64], CompressionLevel.NoCompression);
        return memory.ToArray();
    }

    private static byte[] Read(ZipArchiveEntry entry)
    {
        using var stream = entry.Open();
        using var memory = new MemoryStream();
        stream.CopyTo(memory);
        return memory.ToArray();
    }
}
