using CodeSign.Core.Tests.Cms;
using CodeSign.Formats.PortableExecutable;
using CodeSign.Testing;

namespace CodeSign.Core.Tests.Formats.PortableExecutable;

/// <summary>Our signatures are built exactly as those that Microsoft puts on the assemblies of .NET.</summary>
[TestClass]
public sealed class GoldenStructureTests
{
    [TestMethod]
    public async Task Our_signature_has_the_structure_of_one_by_Microsoft()
    {
        using var folder = new TemporaryFolder();
        await using var timestamps = new TestTimestamps();
        var microsoft = await ReadAsync(MicrosoftSigned.Assembly());
        var signed = folder.File("signed.dll");
        await FormatSigner.SignAsync(
            new PortableExecutableFormat(), folder.Write("a.dll", new TestImage().Build()), signed, timestamps: timestamps,
            change: r => r with { Description = "Microsoft", DescriptionUrl = new Uri("https://example.org/") });

        var ours = await ReadAsync(signed);
        Assert.AreEqual(microsoft.Outline(), ours.Outline());
        Assert.HasCount(2, microsoft.Certificates, "Leaf and intermediate, without the root.");
        Assert.HasCount(2, ours.Certificates, "Leaf and intermediate, without the root.");
        CollectionAssert.AreEqual(
            (string[])["1.2.840.113549.1.9.3", "1.2.840.113549.1.9.4", "1.3.6.1.4.1.311.2.1.11", "1.3.6.1.4.1.311.2.1.12"],
            ours.SignedAttributes.Keys);
    }

    [TestMethod]
    public async Task What_is_signed_is_the_same_but_for_the_digest()
    {
        using var folder = new TemporaryFolder();
        var microsoft = (await ReadAsync(MicrosoftSigned.Assembly())).EncapsulatedContent;
        var signed = folder.File("signed.dll");
        await FormatSigner.SignAsync(new PortableExecutableFormat(), folder.Write("a.dll", new TestImage().Build()), signed);

        var ours = (await ReadAsync(signed)).EncapsulatedContent;
        Assert.AreEqual(Convert.ToHexString(microsoft.Span[..^32]), Convert.ToHexString(ours.Span[..^32]));
    }

    private static async Task<SignedDataParts> ReadAsync(string path)
    {
        using var file = File.OpenHandle(path);
        var layout = PortableExecutableLayout.Read(file, path);
        var table = new byte[layout.Table.End - layout.Table.Start];
        await RandomAccess.ReadAsync(file, table, layout.Table.Start);
        return new SignedDataParts(CertificateTable.Parse(table, path));
    }
}
