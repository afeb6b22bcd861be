using CodeSign.Diagnostics;
using CodeSign.Keys;
using CodeSign.Testing;

namespace CodeSign.Core.Tests.Keys;

[TestClass]
public sealed class KeyReferenceTests
{
    [TestMethod]
    [DataRow("release.pfx")]
    [DataRow("certificates/release.pem")]
    [DataRow(@"C:\keys\release.pfx")]
    [DataRow("c:release.pfx")]
    [DataRow("/keys/release.pfx")]
    [DataRow("./odd:name.pfx")]
    [DataRow(@"\\server\share\release.pfx")]
    [DataRow("1password:x")]
    public void A_path_is_a_path(string text)
    {
        var reference = KeyReference.Parse(text);

        Assert.IsTrue(reference.IsFile);
        Assert.AreEqual(text, reference.ToString());
    }

    [TestMethod]
    [DataRow("dev:", "dev", "")]
    [DataRow(" DEV: ", "dev", "")]
    [DataRow("pkcs11:token=a;object=b", "pkcs11", "token=a;object=b")]
    [DataRow("awskms:///alias/x", "awskms", "///alias/x")]
    [DataRow("a+b-c.1:d", "a+b-c.1", "d")]
    public void A_URI_is_a_scheme_and_the_rest(string text, string scheme, string value)
    {
        var reference = KeyReference.Parse(text);

        Assert.AreEqual(scheme, reference.Scheme);
        Assert.AreEqual(value, reference.Value);
        Assert.IsFalse(reference.IsFile);
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("  ")]
    [DataRow("a\0b")]
    public void An_empty_reference_is_refused(string text) =>
        Assert.AreEqual("CSB1001", Code(() => KeyReference.Parse(text)));

    [TestMethod]
    [DataRow("pkcs11:object=a?pin-value=hunter2")]
    [DataRow("pkcs11:object=a?PIN-VALUE=hunter2")]
    [DataRow("azurekms://user:hunter2@host/certificate")]
    public void A_secret_in_a_reference_is_refused_and_not_shown(string text)
    {
        var refusal = Assert.ThrowsExactly<CodeSignException>(() => KeyReference.Parse(text));

        Assert.AreEqual("CSB1014", refusal.Diagnostic.Descriptor.Code);
        Assert.DoesNotContain("hunter2", refusal.ToString());
    }

    [TestMethod]
    public void An_unknown_scheme_is_refused_with_a_list_of_what_exists()
    {
        var refusal = Assert.ThrowsExactly<CodeSignException>(() => KeyProviders.BuiltIn.For(KeyReference.Parse("vault:s3cret")));

        Assert.AreEqual("CSB1001", refusal.Diagnostic.Descriptor.Code);
        Assert.Contains("'vault:'", refusal.Message);
        Assert.Contains(".pfx", refusal.Message);
        Assert.Contains("dev:", refusal.Message);
        Assert.DoesNotContain("s3cret", refusal.Message);
    }

    [TestMethod]
    public void A_relative_path_starts_at_the_base_directory()
    {
        using var folder = new TemporaryFolder();

        Assert.AreEqual(Path.Combine(folder.Path, "a", "b.pfx"), KeyReference.Parse("a/b.pfx").GetPath(folder.Path));
        Assert.AreEqual(Path.GetFullPath("/b.pfx"), KeyReference.Parse("/b.pfx").GetPath(folder.Path));
    }

    [TestMethod]
    public void Backslashes_work_everywhere_unless_a_file_has_them_in_its_name()
    {
        using var folder = new TemporaryFolder();
        Assert.AreEqual(Path.Combine(folder.Path, "a", "b.pfx"), KeyReference.Parse(@"a\b.pfx").GetPath(folder.Path));

        var odd = folder.Write(@"a\b.pfx", "");
        Assert.AreEqual(odd, KeyReference.Parse(@"a\b.pfx").GetPath(folder.Path));
    }

    private static string Code(Action parse) => Assert.ThrowsExactly<CodeSignException>(parse).Diagnostic.Descriptor.Code;
}
