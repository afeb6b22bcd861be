using System.Text.Json.Nodes;
using CodeSign.Core.Tests.Manifests;
using CodeSign.Verification.Policies;

namespace CodeSign.Core.Tests.Verification.Policies;

[TestClass]
public sealed class PolicySchemaTests
{
    [TestMethod]
    public void The_published_schema_is_what_the_code_reads()
    {
        var path = SourceTree.PathOf("docs", "schema", $"codesign-policy-{VerificationPolicy.CurrentSchemaVersion}.json");
        var generated = Generate();
        if (Environment.GetEnvironmentVariable("CODESIGN_UPDATE_SCHEMA") == "1")
            File.WriteAllText(path, generated);

        Assert.AreEqual(generated, File.ReadAllText(path), "The types have changed: run this test once with CODESIGN_UPDATE_SCHEMA=1.");
    }

    [TestMethod]
    public void Every_member_is_described()
    {
        var missing = new List<string>();
        Collect(JsonNode.Parse(Generate())!, "$", missing);
        Assert.IsEmpty(missing, string.Join(", ", missing));
    }

    private static string Generate()
    {
        var schema = SchemaWriter.Make(
            PolicyJson.Default.VerificationPolicy,
            $"codesign-policy-{VerificationPolicy.CurrentSchemaVersion}.json",
            "CodeSign verification policy");
        schema["properties"]!["schemaVersion"]!["const"] = VerificationPolicy.CurrentSchemaVersion;
        return SchemaWriter.Write(schema);
    }

    private static void Collect(JsonNode schema, string path, List<string> missing)
    {
        foreach (var (name, member) in schema["properties"]?.AsObject() ?? [])
        {
            if (member!["description"] is null)
                missing.Add($"{path}.{name}");
            Collect(member, $"{path}.{name}", missing);
        }

        if (schema["items"] is { } items)
            Collect(items, $"{path}[]", missing);
    }
}
