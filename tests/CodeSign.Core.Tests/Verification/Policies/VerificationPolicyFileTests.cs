using System.Text;
using CodeSign.Diagnostics;
using CodeSign.Testing;
using CodeSign.Verification.Policies;

namespace CodeSign.Core.Tests.Verification.Policies;

[TestClass]
public sealed class VerificationPolicyFileTests
{
    private const string Fingerprint = "0123456789abcdef0123456789ABCDEF0123456789abcdef0123456789abcdef";

    [TestMethod]
    public void What_a_rule_does_not_say_is_the_secure_choice()
    {
        var rule = Parse("""{ "name": "all", "files": ["**"] }""").Rules.Single();
        Assert.AreEqual(PolicyRequirement.Required, rule.Signature);
        Assert.AreEqual(PolicyRequirement.Required, rule.Timestamp);
        Assert.IsNull(rule.Manifest);
        Assert.AreEqual(PolicyDigest.Sha256, rule.Digest);
        Assert.IsNull(rule.RsaBits);
        Assert.IsNull(rule.CurveBits);
        Assert.IsNull(rule.Signers);
    }

    [TestMethod]
    public void Every_member_is_read()
    {
        var rule = Parse($$"""
            {
              "name": "ours", "packages": ["Contoso.*"], "files": ["*.dll"], "signature": "optional", "timestamp": "required",
              "signers": [{ "name": "Contoso", "root": "{{Fingerprint}}", "certificate": "{{Fingerprint}}", "key": "{{Fingerprint}}",
                            "subject": { "O": "Contoso Ltd", "1.2.3": "x" }, "as": "repository", "owners": ["contoso"] }],
              "timestampAuthorities": [{ "root": "{{Fingerprint}}" }],
              "digest": "SHA384", "rsaBits": 3072, "curveBits": 384, "maximumAgeDays": 30, "manifest": "required"
            }
            """).Rules.Single();
        Assert.AreEqual(PolicyRequirement.Optional, rule.Signature);
        var signer = rule.Signers!.Single();
        Assert.AreEqual("Contoso Ltd", signer.Subject!["O"]);
        Assert.AreEqual(PolicySignatureKind.Repository, signer.As);
        Assert.AreEqual("contoso", signer.Owners!.Single());
        Assert.AreEqual(Fingerprint, rule.TimestampAuthorities!.Single().Root);
        Assert.AreEqual(PolicyDigest.Sha384, rule.Digest);
        Assert.AreEqual((3072, 384, 30), (rule.RsaBits!.Value, rule.CurveBits!.Value, rule.MaximumAgeDays!.Value));
        Assert.AreEqual(PolicyRequirement.Required, rule.Manifest);
    }

    [TestMethod]
    public void A_member_that_is_not_known_is_named_with_its_line()
    {
        var message = AssertRefused("""
            {
              "schemaVersion": 1,
              "rules": [
                { "name": "all", "files": ["**"], "singers": [] }
              ]
            }
            """);
        Assert.Contains("line 4", message);
        Assert.Contains("'singers' is not a member that the schema knows", message);
        Assert.Contains("$.rules[0]", message);
    }

    [TestMethod]
    [DataRow("""{ "name": "all" }""", "neither packages nor files")]
    [DataRow("""{ "files": ["**"] }""", "'name'")]
    [DataRow("""{ "name": "", "files": ["**"] }""", "$.rules[0].name")]
    [DataRow("""{ "name": "all", "files": [] }""", "$.rules[0].files")]
    [DataRow("""{ "name": "all", "files": [" "] }""", "a pattern is empty")]
    [DataRow("""{ "name": "all", "files": [null] }""", "a pattern is empty")]
    [DataRow("""{ "name": "all", "files": "**" }""", "$.rules[0].files")]
    [DataRow("""{ "name": "all", "files": ["**"], "signature": "maybe" }""", "$.rules[0].signature")]
    [DataRow("""{ "name": "all", "files": ["**"], "signature": 1 }""", "$.rules[0].signature")]
    [DataRow("""{ "name": "all", "files": ["**"], "signature": null }""", "$.rules[0].signature")]
    [DataRow("""{ "name": "all", "files": ["**"], "digest": "SHA1" }""", "$.rules[0].digest")]
    [DataRow("""{ "name": "all", "files": ["**"], "rsaBits": 1024 }""", "$.rules[0].rsaBits")]
    [DataRow("""{ "name": "all", "files": ["**"], "curveBits": 0 }""", "$.rules[0].curveBits")]
    [DataRow("""{ "name": "all", "files": ["**"], "maximumAgeDays": 0 }""", "$.rules[0].maximumAgeDays")]
    [DataRow("""{ "name": "all", "files": ["**"], "maximumAgeDays": 9, "timestamp": "optional" }""", "only a timestamp tells the age")]
    [DataRow("""{ "name": "all", "files": ["**"], "signers": [] }""", "nobody would do")]
    [DataRow("""{ "name": "all", "files": ["**"], "signers": [{ "name": "x" }] }""", "no mark to know anyone by")]
    [DataRow("""{ "name": "all", "files": ["**"], "signers": [null] }""", "$.rules[0].signers[0]")]
    [DataRow("""{ "name": "all", "files": ["**"], "signers": [{ "root": "abc" }] }""", "no SHA-256")]
    [DataRow("""{ "name": "all", "files": ["**"], "signers": [{ "subject": {} }] }""", "$.rules[0].signers[0].subject")]
    [DataRow("""{ "name": "all", "files": ["**"], "signers": [{ "subject": { "Organisation": "x" } }] }""", "'Organisation'")]
    [DataRow("""{ "name": "all", "files": ["**"], "signers": [{ "key": "x", "owners": ["y"] }] }""", "only repositories name owners")]
    [DataRow("""{ "name": "all", "name": "all", "files": ["**"] }""", "name")]
    [DataRow("""{ "name": "all", "files": ["**"] }, { "name": "all", "files": ["**"] }""", "another rule is called 'all'")]
    [DataRow("null", "$.rules[0]")]
    public void A_mistake_in_a_rule_is_told_with_its_place(string rule, string expected) =>
        Assert.Contains(expected, AssertRefused($$"""{ "schemaVersion": 1, "rules": [{{rule}}] }"""));

    [TestMethod]
    [DataRow("", "line 1")]
    [DataRow("[]", "no JSON object")]
    [DataRow("{ \"rules\": [] }", "'schemaVersion'")]
    [DataRow("{ \"schemaVersion\": 1 }", "'rules'")]
    [DataRow("{ \"schemaVersion\": 1, \"rules\": [] }", "every file would be refused")]
    [DataRow("{ \"schemaVersion\": 1, \"rules\": [] } trailing", "line 1")]
    [DataRow("{ \"schemaVersion\": \"1\", \"rules\": [] }", "$.schemaVersion")]
    public void What_is_no_policy_is_refused(string json, string expected) => Assert.Contains(expected, AssertRefused(json));

    [TestMethod]
    [DataRow(0)]
    [DataRow(2)]
    public void A_version_that_is_not_known_is_refused_whatever_else_it_says(int version) =>
        AssertRefused($$"""{ "everything": "else", "schemaVersion": {{version}} }""", "CSB4013");

    [TestMethod]
    public async Task A_file_is_read_with_a_byte_order_mark_or_not_and_a_missing_or_huge_one_is_refused()
    {
        using var folder = new TemporaryFolder();
        const string Json = """{ "schemaVersion": 1, "rules": [{ "name": "all", "files": ["**"] }] }""";
        Assert.HasCount(1, (await VerificationPolicyFile.ReadAsync(folder.Write("a.json", Json), CancellationToken.None)).Rules);
        var marked = folder.Write("b.json", [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(Json)]);
        Assert.HasCount(1, (await VerificationPolicyFile.ReadAsync(marked, CancellationToken.None)).Rules);

        var huge = folder.Write("huge.json", new byte[VerificationPolicyFile.MaxLength + 1]);
        foreach (var path in new[] { folder.File("missing.json"), huge })
        {
            var failure = await Assert.ThrowsExactlyAsync<CodeSignException>(
                () => VerificationPolicyFile.ReadAsync(path, CancellationToken.None));
            Assert.AreEqual("CSB4012", failure.Diagnostic.Descriptor.Code);
        }
    }

    private static VerificationPolicy Parse(string rule) =>
        VerificationPolicyFile.Parse(Encoding.UTF8.GetBytes($$"""{ "schemaVersion": 1, "rules": [{{rule}}] }"""), "policy.json");

    private static string AssertRefused(string json, string code = "CSB4012")
    {
        var failure = Assert.ThrowsExactly<CodeSignException>(
            () => VerificationPolicyFile.Parse(Encoding.UTF8.GetBytes(json), "policy.json"));
        Assert.AreEqual(code, failure.Diagnostic.Descriptor.Code);
        Assert.DoesNotContain("CodeSign.Verification", failure.Message);
        return failure.Message;
    }
}
