using System.Text.Json.Nodes;
using CodeSign.Core.Tests.Manifests;
using CodeSign.Verification.Policies;

namespace CodeSign.Core.Tests.Verification.Policies;

[TestClass]
public sealed class PolicySchemaTests
{
    private static readonly JsonObject Schema = DocumentSchema.Generate(
        PolicyJson.Default.VerificationPolicy, "codesign-policy", VerificationPolicy.CurrentSchemaVersion, "CodeSign verification policy");

    [TestMethod]
    public void The_published_schema_is_what_the_code_reads() => DocumentSchema.EnsurePublished(
        DocumentSchema.Write(Schema), $"codesign-policy-{VerificationPolicy.CurrentSchemaVersion}.json");

    [TestMethod]
    public void Every_member_is_described()
    {
        var missing = DocumentSchema.Undescribed(Schema).ToList();
        Assert.IsEmpty(missing, string.Join(", ", missing));
    }
}
