using CodeSign.Core.Tests.Formats.NuGetPackage;
using CodeSign.Core.Tests.Formats.PortableExecutable;
using CodeSign.Formats;

namespace CodeSign.Core.Tests.Formats;

[TestClass]
public sealed class SignatureFormatsTests
{
    private static readonly SignatureFormats Formats = new();

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public void A_PE_file_is_recognised(bool plus) => Assert.AreEqual("pe", Detect(new TestImage { Plus = plus }.Build()));

    [TestMethod]
    public void A_package_is_recognised() => Assert.AreEqual("nupkg", Detect(TestPackage.Build(comment: "a comment")));

    [TestMethod]
    public void An_archive_with_a_manifest_deeper_down_is_no_package() =>
        Assert.IsNull(Detect(TestPackage.Archive(("lib/Sample.nuspec", "x"), ("readme.md", "x"))));

    [TestMethod]
    public void A_PE_file_that_is_damaged_behind_its_headers_start_is_recognised_all_the_same() =>
        Assert.AreEqual("pe", Detect(new TestImage().Build()[..0x100]), "It must be refused, not passed over.");

    [TestMethod]
    [DynamicData(nameof(Others))]
    public void Nothing_else_is_recognised(string what, byte[] content) => Assert.IsNull(Detect(content), what);

    public static IEnumerable<(string What, byte[] Content)> Others =>
    [
        ("empty", []),
        ("text", "MZ is how this text begins, and it goes on for longer than any header would, but it is a text."u8.ToArray()),
        ("ELF", [0x7F, .. "ELF"u8, .. new byte[200]]),
        ("Mach-O", [0xCF, 0xFA, 0xED, 0xFE, .. new byte[200]]),
        ("universal Mach-O", [0xCA, 0xFE, 0xBA, 0xBE, .. new byte[200]]),
        ("DOS program", [.. "MZ"u8, .. new byte[200]]),
        ("DOS header that points beyond the end", [.. "MZ"u8, .. new byte[58], 0xFF, 0xFF, 0xFF, 0xFF]),
        ("DOS header that points to the last bytes", [.. "MZ"u8, .. new byte[58], 64, 0, 0, 0, .. "PE\0"u8]),
        ("two letters", "MZ"u8.ToArray()),
        ("start of an archive", [.. "PK\x03\x04"u8, .. new byte[100]]),
        ("empty archive", [.. "PK\x05\x06"u8, .. new byte[18]]),
    ];

    private static string? Detect(byte[] content)
    {
        using var stream = new MemoryStream(content);
        return Formats.All.Find(stream)?.Name;
    }
}
