using System.IO.Compression;
using System.Text;
using CodeSign.Core.Tests.Formats.PortableExecutable;
using CodeSign.Diagnostics;
using CodeSign.Signing;
using CodeSign.Testing;

namespace CodeSign.Core.Tests.Signing;

[TestClass]
public sealed class PackageInspectionTests
{
    private const string Nuspec = """
        <?xml version="1.0" encoding="utf-8"?>
        <package xmlns="http://schemas.microsoft.com/packaging/2013/05/nuspec.xsd">
          <metadata>
            <id>Contoso.Library</id>
            <version>2.0-beta.1+build.7</version>
            <dependencies><group><dependency id="X" version="1.0" /><id>no</id></group></dependencies>
            <repository type="git" url="https://user:token@example.org/contoso/library.git?x=1" commit="0123abc" branch="main" />
          </metadata>
        </package>
        """;

    [TestMethod]
    public async Task The_packed_nuspec_says_what_the_package_is()
    {
        using var folder = new TemporaryFolder();

        var inspection = await InspectAsync(Package(folder, ("Contoso.Library.nuspec", Bytes(Nuspec))));

        Assert.AreEqual("Contoso.Library", inspection.Identity.Id);
        Assert.AreEqual("2.0.0-beta.1", inspection.Identity.Version);
        Assert.AreEqual("git", inspection.Identity.RepositoryType);
        Assert.AreEqual("https://example.org/contoso/library.git", inspection.Identity.RepositoryUrl);
        Assert.AreEqual("0123abc", inspection.Identity.RepositoryCommit);
        Assert.AreEqual("main", inspection.Identity.RepositoryBranch);
    }

    [TestMethod]
    public async Task Programs_are_found_by_content_and_held_against_the_plan()
    {
        using var folder = new TemporaryFolder();
        var signed = Image(1);
        var unsigned = Image(2);
        var stray = Image(3);
        var package = Package(folder,
            ("a.nuspec", Bytes(Nuspec)), ("lib/signed.dll", signed), ("lib/unsigned.dll", unsigned), ("content/stray.bin", stray),
            ("lib/readme.dll", "MZ is no program"u8.ToArray()), ("lib/x.so", [0x7F, 0x45, 0x4C, 0x46, .. new byte[200]]));

        var inspection = await InspectAsync(
            package, new ExpectedFile("lib/signed.dll", Sha256(signed), "00"), new ExpectedFile("lib/other.dll", "11", Sha256(unsigned)));

        Assert.AreEqual("content/stray.bin, lib/signed.dll, lib/unsigned.dll", string.Join(", ", inspection.Entries.Select(entry => entry.Path)));
        Assert.AreEqual(signed.Length, inspection.Entries[1].Length);
        Assert.AreEqual("CSB4501, CSB4502", string.Join(", ", inspection.Diagnostics.Select(diagnostic => diagnostic.Descriptor.Code)));
        Assert.Contains("content/stray.bin", inspection.Diagnostics[0].Cause);
        Assert.Contains("lib/unsigned.dll", inspection.Diagnostics[1].Cause);
        Assert.Contains("lib/other.dll", inspection.Diagnostics[1].Cause);
    }

    [TestMethod]
    public async Task A_header_far_into_the_file_is_found()
    {
        using var folder = new TemporaryFolder();
        var image = new byte[300_000];
        "MZ"u8.CopyTo(image);
        TestImage.Put32(image, 60, 131_070);
        "PE\0\0"u8.CopyTo(image.AsSpan(131_070));

        var inspection = await InspectAsync(Package(folder, ("a.nuspec", Bytes(Nuspec)), ("far.dat", image)));

        Assert.AreEqual("far.dat", inspection.Entries.Single().Path);
        Assert.AreEqual(Sha256(image), inspection.Entries.Single().Sha256);
    }

    [TestMethod]
    [DataRow("no nuspec", "CSB4504")]
    [DataRow("two nuspecs", "CSB4504")]
    [DataRow("a DTD", "CSB4504")]
    [DataRow("no id", "CSB4504")]
    [DataRow("no version", "CSB4504")]
    [DataRow("no XML", "CSB4504")]
    [DataRow("too large", "CSB4504")]
    [DataRow("no zip", "CSB4503")]
    [DataRow("truncated", "CSB4503")]
    [DataRow("missing", "CSB4503")]
    public async Task What_is_no_package_is_refused(string kind, string code)
    {
        using var folder = new TemporaryFolder();
        var path = kind switch
        {
            "no nuspec" => Package(folder, ("sub/a.nuspec", Bytes(Nuspec))),
            "two nuspecs" => Package(folder, ("a.nuspec", Bytes(Nuspec)), ("b.nuspec", Bytes(Nuspec))),
            "a DTD" => Package(folder, ("a.nuspec", Bytes("<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><package><metadata><id>&e;</id></metadata></package>"))),
            "no id" => Package(folder, ("a.nuspec", Bytes(Nuspec.Replace("Contoso.Library", "", StringComparison.Ordinal)))),
            "no version" => Package(folder, ("a.nuspec", Bytes(Nuspec.Replace("2.0-beta.1+build.7", "two", StringComparison.Ordinal)))),
            "no XML" => Package(folder, ("a.nuspec", Bytes("<package>"))),
            "too large" => Package(folder, ("a.nuspec", new byte[2_000_000])),
            "no zip" => folder.Write("a.nupkg", "no zip"),
            "truncated" => folder.Write("b.nupkg", File.ReadAllBytes(Package(folder, ("a.nuspec", Bytes(Nuspec)))).AsSpan()[..^30]),
            _ => folder.File("none.nupkg"),
        };

        var failure = await Assert.ThrowsExactlyAsync<CodeSignException>(() => InspectAsync(path));

        Assert.AreEqual(code, failure.Diagnostic.Descriptor.Code, failure.Message);
    }

    [TestMethod]
    [DataRow("1", "1.0.0")]
    [DataRow("1.2", "1.2.0")]
    [DataRow("01.02.03", "1.2.3")]
    [DataRow("1.2.3.0", "1.2.3")]
    [DataRow("1.2.3.4", "1.2.3.4")]
    [DataRow("1.0.0-RC.1", "1.0.0-RC.1")]
    [DataRow("1.0.0-rc-1.x+sha.1", "1.0.0-rc-1.x")]
    [DataRow("1.0.0+sha", "1.0.0")]
    [DataRow("1.0.0-", null)]
    [DataRow("1.0.0.0.0", null)]
    [DataRow("v1", null)]
    [DataRow("1.-1", null)]
    [DataRow("99999999999.0.0", null)]
    [DataRow("1.0\n", "1.0.0")]
    [DataRow("", null)]
    public void Versions_are_normalised_as_NuGet_does(string version, string? expected) =>
        Assert.AreEqual(expected, NuGetVersion.Normalize(version));

    [TestMethod]
    [DataRow("https://github.com/o/r", "https://github.com/o/r")]
    [DataRow("https://token@github.com/o/r.git", "https://github.com/o/r.git")]
    [DataRow("https://u:p@host:8443/o/r?token=x#y", "https://host:8443/o/r")]
    [DataRow("git@github.com:o/r.git", "git@github.com:o/r.git")]
    [DataRow("u:p@github.com:o/r.git", "github.com:o/r.git")]
    [DataRow("ssh://git:secret@host/o/r", "ssh://host/o/r")]
    public void Addresses_lose_what_may_be_secret(string address, string expected) => Assert.AreEqual(expected, PublicAddress.Of(address));

    private static Task<PackageInspection> InspectAsync(string path, params ExpectedFile[] expected) =>
        PackageInspection.OpenAsync(path, expected, CancellationToken.None);

    private static string Package(TemporaryFolder folder, params (string Name, byte[] Content)[] entries)
    {
        var path = folder.File("package.nupkg");
        using var archive = ZipFile.Open(path, ZipArchiveMode.Create);
        foreach (var (name, content) in entries)
        {
            using var stream = archive.CreateEntry(name).Open();
            stream.Write(content);
        }
        return path;
    }

    private static byte[] Image(int number)
    {
        var image = new TestImage().Build();
        TestImage.Put32(image, image.Length - 4, (uint)number);
        return image;
    }

    private static string Sha256(byte[] content) => Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(content));

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);
}
