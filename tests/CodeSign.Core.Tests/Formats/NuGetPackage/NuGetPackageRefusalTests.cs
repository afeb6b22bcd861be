using System.Buffers.Binary;
using System.IO.Compression;
using CodeSign.Diagnostics;
using CodeSign.Formats;
using CodeSign.Formats.NuGetPackage;
using CodeSign.Testing;

namespace CodeSign.Core.Tests.Formats.NuGetPackage;

[TestClass]
public sealed class NuGetPackageRefusalTests
{
    private static readonly NuGetPackageFormat Format = new();

    [TestMethod]
    public async Task A_signed_package_is_refused_unless_asked_for()
    {
        using var folder = new TemporaryFolder();
        var signed = folder.File("signed.nupkg");
        await FormatSigner.SignAsync(Format, folder.Write("a.nupkg", TestPackage.Build()), signed);
        var bytes = await File.ReadAllBytesAsync(signed);

        await RefusedAsync(NuGetPackageDiagnostics.AlreadySigned, bytes, "NU3001");
        await RefusedAsync(NuGetPackageDiagnostics.CannotAppend, bytes, "one author signature", ExistingSignature.Append);
    }

    [TestMethod]
    public Task Bytes_behind_the_archive_are_refused() =>
        RefusedAsync(NuGetPackageDiagnostics.Malformed, [.. TestPackage.Build(), 0], "1 bytes follow");

    [TestMethod]
    public Task Bytes_before_the_archive_are_refused() =>
        RefusedAsync(NuGetPackageDiagnostics.Malformed, [0, .. TestPackage.Build()], "central directory");

    [TestMethod]
    public Task Bytes_between_directory_and_end_are_refused()
    {
        var package = TestPackage.Build();
        return RefusedAsync(NuGetPackageDiagnostics.Malformed, [.. package[..^22], 0, .. package[^22..]], "central directory");
    }

    [TestMethod]
    [DataRow(0)]
    [DataRow(4)]
    [DataRow(21)]
    [DataRow(100)]
    public Task A_truncated_package_is_refused(int length) =>
        RefusedAsync(NuGetPackageDiagnostics.Malformed, TestPackage.Build()[..length], "end of central directory");

    [TestMethod]
    [DataRow(4, (ushort)1, "several parts")]
    [DataRow(6, (ushort)1, "several parts")]
    [DataRow(8, (ushort)2, "several parts")]
    [DataRow(12, (ushort)9, "central directory")]
    [DataRow(16, (ushort)9, "central directory")]
    public Task An_end_record_that_contradicts_the_archive_is_refused(int field, ushort value, string cause)
    {
        var package = TestPackage.Build();
        Put16(package, package.Length - 22 + field, value);
        return RefusedAsync(NuGetPackageDiagnostics.Malformed, package, cause);
    }

    [TestMethod]
    public Task A_wrong_number_of_entries_is_refused()
    {
        var package = TestPackage.Build();
        Put16(package, package.Length - 22 + 8, 7);
        Put16(package, package.Length - 22 + 10, 7);
        return RefusedAsync(NuGetPackageDiagnostics.Malformed, package, "7 should be");
    }

    [TestMethod]
    [DataRow(0, 0xFFFF, "damaged")]
    [DataRow(28, 0xFFFF, "cut off")]
    [DataRow(44, 0x7FFF, "behind the archive's body")]
    public Task A_damaged_header_is_refused(int field, int value, string cause)
    {
        var package = TestPackage.Build();
        Put16(package, CentralDirectory(package) + field, (ushort)value);
        return RefusedAsync(NuGetPackageDiagnostics.Malformed, package, cause);
    }

    [TestMethod]
    public Task A_zip64_entry_is_refused()
    {
        var package = TestPackage.Build(files: 0);
        var central = CentralDirectory(package);
        byte[] extra = [1, 0, 8, 0, 0, 0, 0, 0, 0, 0, 0, 0];
        byte[] changed = [.. package[..^22], .. extra, .. package[^22..]];
        Put16(changed, central + 30, (ushort)extra.Length);
        Put32(changed, changed.Length - 22 + 12, (uint)(changed.Length - 22 - central));
        return RefusedAsync(NuGetPackageDiagnostics.Zip64, changed, "NU3006");
    }

    [TestMethod]
    public async Task A_zip64_archive_is_recognised_and_refused()
    {
        var package = TestPackage.Build();
        var central = CentralDirectory(package);
        var record = new byte[56 + 20];
        "PK\x06\x06"u8.CopyTo(record);
        BinaryPrimitives.WriteInt64LittleEndian(record.AsSpan(4), 44);
        BinaryPrimitives.WriteInt64LittleEndian(record.AsSpan(24), 3);
        BinaryPrimitives.WriteInt64LittleEndian(record.AsSpan(32), 3);
        BinaryPrimitives.WriteInt64LittleEndian(record.AsSpan(40), package.Length - 22 - central);
        BinaryPrimitives.WriteInt64LittleEndian(record.AsSpan(48), central);
        "PK\x06\x07"u8.CopyTo(record.AsSpan(56));
        BinaryPrimitives.WriteInt64LittleEndian(record.AsSpan(56 + 8), package.Length - 22);
        byte[] changed = [.. package[..^22], .. record, .. package[^22..]];
        changed.AsSpan(changed.Length - 22 + 8, 12).Fill(0xFF);

        Assert.IsTrue(Format.Recognises(new MemoryStream(changed)));
        await RefusedAsync(NuGetPackageDiagnostics.Zip64, changed, "NU3006");
    }

    [TestMethod]
    [DataRow(65_532, false)]
    [DataRow(65_533, true)]
    public async Task A_package_with_too_many_files_is_refused(int files, bool refused)
    {
        var package = TestPackage.Archive([("a.nuspec", TestPackage.Manifest), .. Enumerable.Range(0, files).Select(i => ($"{i}", ""))]);
        if (refused)
            await RefusedAsync(NuGetPackageDiagnostics.TooManyEntries, package, "NU3039");
        else
            await AcceptedAsync(package);
    }

    [TestMethod]
    public Task Two_signatures_are_refused() =>
        RefusedAsync(NuGetPackageDiagnostics.MalformedSignatureEntry, WithSignatures(CompressionLevel.NoCompression, 2), "There are 2",
            ExistingSignature.Replace);

    [TestMethod]
    public Task A_compressed_signature_is_refused() =>
        RefusedAsync(NuGetPackageDiagnostics.MalformedSignatureEntry, WithSignatures(CompressionLevel.Optimal, 1), "compressed",
            ExistingSignature.Replace);

    [TestMethod]
    public Task A_signature_that_is_not_the_last_entry_is_refused()
    {
        var package = TestPackage.Archive((".signature.p7s", ""), ("Sample.nuspec", TestPackage.Manifest));
        var central = CentralDirectory(package);
        Put16(package, central + 8, 0);
        Put16(package, central + 10, 0);
        Put32(package, central + 24, BinaryPrimitives.ReadUInt32LittleEndian(package.AsSpan(central + 20)));
        return RefusedAsync(NuGetPackageDiagnostics.MalformedSignatureEntry, package, "not the last", ExistingSignature.Replace);
    }

    [TestMethod]
    public async Task Flipping_any_byte_of_a_small_package_never_ends_in_anything_but_a_diagnostic()
    {
        using var folder = new TemporaryFolder();
        using var signer = TestIdentities.CodeSigning.CreateIdentity();
        await FormatSigner.SignAsync(Format, folder.Write("a.nupkg", TestPackage.Build(files: 1)), folder.File("signed.nupkg"));
        var package = await File.ReadAllBytesAsync(folder.File("signed.nupkg"));
        var file = folder.File("changed.nupkg");
        for (var i = CentralDirectory(package); i < package.Length; i++)
        {
            foreach (byte value in (byte[])[0, 1, 0x7F, 0xFF])
            {
                var changed = (byte[])package.Clone();
                changed[i] = value;
                await File.WriteAllBytesAsync(file, changed);
                try
                {
                    await using var staged = await Format.StageAsync(
                        FormatSigner.Request(file, folder.File("b.nupkg"), signer) with { Existing = ExistingSignature.Replace }, default);
                }
                catch (CodeSignException e)
                {
                    Assert.StartsWith("CSB21", e.Diagnostic.Descriptor.Code);
                }
            }
        }
    }

    private static byte[] WithSignatures(CompressionLevel level, int count) => TestPackage.Build(add: zip =>
    {
        for (var i = 0; i < count; i++)
            TestPackage.Add(zip, ".signature.p7s", new byte[1000], level);
    });

    private static async Task RefusedAsync(
        DiagnosticDescriptor expected, byte[] package, string cause, ExistingSignature existing = ExistingSignature.Refuse)
    {
        using var folder = new TemporaryFolder();
        using var signer = TestIdentities.CodeSigning.CreateIdentity();
        var file = folder.Write("a.nupkg", package);
        var request = FormatSigner.Request(file, folder.File("b.nupkg"), signer) with { Existing = existing };
        var e = await Assert.ThrowsExactlyAsync<CodeSignException>(() => Format.StageAsync(request, CancellationToken.None));
        Assert.AreSame(expected, e.Diagnostic.Descriptor, e.Message);
        Assert.Contains(cause, e.Diagnostic.Cause);
        Assert.AreEqual(file, e.Diagnostic.File);
        Assert.IsFalse(File.Exists(folder.File("b.nupkg")), "Nothing is copied of a file that is refused.");
    }

    private static async Task AcceptedAsync(byte[] package)
    {
        using var folder = new TemporaryFolder();
        await FormatSigner.SignAsync(Format, folder.Write("a.nupkg", package), folder.File("b.nupkg"));
    }

    private static int CentralDirectory(byte[] package) =>
        (int)BinaryPrimitives.ReadUInt32LittleEndian(package.AsSpan(package.Length - 22 + 16));

    private static void Put16(byte[] package, int at, ushort value) => BinaryPrimitives.WriteUInt16LittleEndian(package.AsSpan(at), value);

    private static void Put32(byte[] package, int at, uint value) => BinaryPrimitives.WriteUInt32LittleEndian(package.AsSpan(at), value);
}
