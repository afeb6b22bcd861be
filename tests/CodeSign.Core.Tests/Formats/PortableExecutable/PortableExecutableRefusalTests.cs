using CodeSign.Diagnostics;
using CodeSign.Formats;
using CodeSign.Formats.PortableExecutable;
using CodeSign.Testing;

namespace CodeSign.Core.Tests.Formats.PortableExecutable;

[TestClass]
public sealed class PortableExecutableRefusalTests
{
    private static readonly PortableExecutableFormat Format = new();
    private static readonly TestImage Image = new();
    private static readonly byte[] SomeSignature = [0x30, 0x04, 0x05, 0x00, 0x05, 0x00];

    [TestMethod]
    public Task A_file_without_DOS_header_is_refused() =>
        RefusedAsync(PortableExecutableDiagnostics.Malformed, b => b[0] = (byte)'X');

    [TestMethod]
    public Task A_file_without_PE_header_is_refused() =>
        RefusedAsync(PortableExecutableDiagnostics.Malformed, b => b[Image.HeaderOffset] = 0);

    [TestMethod]
    public Task A_PE_header_inside_the_DOS_header_is_refused() =>
        RefusedAsync(PortableExecutableDiagnostics.Malformed, b => TestImage.Put32(b, 60, 4));

    [TestMethod]
    public Task A_PE_header_beyond_the_end_is_refused() =>
        RefusedAsync(PortableExecutableDiagnostics.Truncated, b => TestImage.Put32(b, 60, uint.MaxValue));

    [TestMethod]
    public Task A_magic_number_of_neither_kind_is_refused() =>
        RefusedAsync(PortableExecutableDiagnostics.Malformed, b => TestImage.Put16(b, Image.HeaderOffset + 24, 0x107));

    [TestMethod]
    [DataRow(0)]
    [DataRow(1)]
    [DataRow(95)]
    [DataRow(135)]
    public Task A_short_optional_header_is_refused(int size) =>
        RefusedAsync(PortableExecutableDiagnostics.Malformed, b => TestImage.Put16(b, Image.HeaderOffset + 20, (ushort)size));

    [TestMethod]
    [DataRow(0u)]
    [DataRow(4u)]
    public Task Too_few_data_directories_are_refused(uint count) =>
        RefusedAsync(PortableExecutableDiagnostics.NoRoomForSignature, (Image with { Directories = count }).Build());

    [TestMethod]
    [DataRow(100)]
    [DataRow(300)]
    [DataRow(TestImage.HeadersSize - 1)]
    [DataRow(TestImage.HeadersSize + 0x1FF)]
    public Task A_truncated_file_is_refused(int length) =>
        RefusedAsync(PortableExecutableDiagnostics.Truncated, Image.Build()[..length]);

    [TestMethod]
    public Task Section_headers_beyond_the_end_are_refused() =>
        RefusedAsync(PortableExecutableDiagnostics.Truncated, b => TestImage.Put16(b, Image.HeaderOffset + 6, ushort.MaxValue));

    [TestMethod]
    public Task A_section_beyond_the_end_is_refused() =>
        RefusedAsync(PortableExecutableDiagnostics.Truncated, b => TestImage.Put32(b, Image.SectionHeaderOffset + 16, uint.MaxValue));

    [TestMethod]
    public Task Headers_beyond_the_end_are_refused() =>
        RefusedAsync(PortableExecutableDiagnostics.Truncated, b => TestImage.Put32(b, Image.HeaderOffset + 24 + 60, uint.MaxValue));

    [TestMethod]
    [DataRow(0u, 8u)]
    [DataRow(0x600u, 0u)]
    [DataRow(0x601u, 8u)]
    [DataRow(0x5F8u, 8u)]
    [DataRow(0x80u, 0x580u)]
    [DataRow(0x600u, 16u)]
    [DataRow(0xFFFFFFF8u, 0xFFFFFFFFu)]
    public Task A_certificate_table_in_an_impossible_place_is_refused(uint start, uint size) =>
        RefusedAsync(PortableExecutableDiagnostics.MalformedCertificateTable, (Image with { Overlay = 8 }).Build(), b =>
        {
            TestImage.Put32(b, Image.DirectoryEntryOffset, start);
            TestImage.Put32(b, Image.DirectoryEntryOffset + 4, size);
        });

    [TestMethod]
    public Task Data_behind_the_certificate_table_is_refused() =>
        RefusedAsync(PortableExecutableDiagnostics.DataBehindCertificateTable, [.. TestImageTable.Append(Image, SomeSignature), 0]);

    [TestMethod]
    public Task Data_behind_the_signature_is_refused_even_in_the_padding()
    {
        var file = TestImageTable.Append(Image, SomeSignature);
        file[^1] = 1;
        return RefusedAsync(PortableExecutableDiagnostics.DataInCertificateTable, file);
    }

    [TestMethod]
    public Task Data_in_the_entry_is_refused() =>
        RefusedAsync(PortableExecutableDiagnostics.DataInCertificateTable,
            TestImageTable.Append(Image, [.. SomeSignature, .. "smuggled"u8]));

    [TestMethod]
    public Task Zeros_in_the_entry_beyond_the_padding_are_refused() =>
        RefusedAsync(PortableExecutableDiagnostics.DataInCertificateTable,
            TestImageTable.Append(Image, [.. SomeSignature, .. new byte[16]]));

    [TestMethod]
    [DataRow(0)]
    [DataRow(7)]
    [DataRow(17)]
    [DataRow(int.MaxValue)]
    public Task An_entry_of_an_impossible_length_is_refused(int length) =>
        RefusedAsync(PortableExecutableDiagnostics.MalformedCertificateTable,
            TestImageTable.Append(Image, SomeSignature, claimedLength: length));

    [TestMethod]
    public Task An_unknown_revision_is_refused() =>
        RefusedAsync(PortableExecutableDiagnostics.UnknownCertificateEntry, TestImageTable.Append(Image, SomeSignature, revision: 0x0100));

    [TestMethod]
    public Task An_unknown_type_is_refused() =>
        RefusedAsync(PortableExecutableDiagnostics.UnknownCertificateEntry, TestImageTable.Append(Image, SomeSignature, type: 1));

    [TestMethod]
    public Task A_second_entry_is_refused() =>
        RefusedAsync(PortableExecutableDiagnostics.UnknownCertificateEntry,
            TestImageTable.Append(Image, SomeSignature, behind: new byte[8]));

    [TestMethod]
    public Task An_entry_that_is_no_signature_is_refused() =>
        RefusedAsync(PortableExecutableDiagnostics.UnknownCertificateEntry,
            TestImageTable.Append(Image, "certainly not ASN.1"u8.ToArray()));

    [TestMethod]
    public Task A_certificate_table_too_large_to_look_into_is_refused() =>
        RefusedAsync(PortableExecutableDiagnostics.MalformedCertificateTable,
            TestImageTable.Append(Image, new byte[CertificateTable.MaximumSize]));

    [TestMethod]
    public async Task A_file_of_4_GiB_is_refused()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("a.dll", Image.Build());
        using (var stream = File.OpenWrite(file))
            stream.SetLength(1L << 32);
        await RefusedAsync(folder, file, PortableExecutableDiagnostics.TooLarge);
    }

    [TestMethod]
    public async Task Flipping_any_byte_of_the_headers_never_ends_in_anything_but_a_diagnostic()
    {
        using var folder = new TemporaryFolder();
        using var signer = TestIdentities.CodeSigning.CreateIdentity();
        var file = folder.File("a.dll");
        var image = TestImageTable.Append(Image, SomeSignature);
        for (var i = 0; i < TestImage.HeadersSize; i++)
        {
            foreach (byte value in (byte[])[0, 1, 0x7F, 0xFF])
            {
                var changed = (byte[])image.Clone();
                changed[i] = value;
                await File.WriteAllBytesAsync(file, changed);
                try
                {
                    await using var staged = await Format.StageAsync(
                        FormatSigner.Request(file, folder.File("b.dll"), signer) with { Existing = ExistingSignature.Replace }, default);
                }
                catch (CodeSignException e)
                {
                    Assert.StartsWith("CSB20", e.Diagnostic.Descriptor.Code);
                }
            }
        }
    }

    private static Task RefusedAsync(DiagnosticDescriptor expected, Action<byte[]> change) => RefusedAsync(expected, Image.Build(), change);

    private static async Task RefusedAsync(DiagnosticDescriptor expected, byte[] file, Action<byte[]>? change = null)
    {
        using var folder = new TemporaryFolder();
        change?.Invoke(file);
        await RefusedAsync(folder, folder.Write("a.dll", file), expected);
    }

    private static async Task RefusedAsync(TemporaryFolder folder, string file, DiagnosticDescriptor expected)
    {
        using var signer = TestIdentities.CodeSigning.CreateIdentity();
        foreach (var existing in Enum.GetValues<ExistingSignature>())
        {
            var request = FormatSigner.Request(file, folder.File("b.dll"), signer) with { Existing = existing };
            var e = await Assert.ThrowsExactlyAsync<CodeSignException>(() => Format.StageAsync(request, CancellationToken.None));
            Assert.AreSame(expected, e.Diagnostic.Descriptor, e.Message);
            Assert.AreEqual(file, e.Diagnostic.File);
            Assert.IsFalse(File.Exists(folder.File("b.dll")), "Nothing is copied of a file that is refused.");
        }
    }
}
