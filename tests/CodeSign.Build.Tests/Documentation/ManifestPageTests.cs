using System.Text.Json;

namespace CodeSign.Build.Tests.Documentation;

/// <summary>Holds docs/manifest.md and docs/plan.md against the schemas, which are made from the types that write manifests and plans.</summary>
[TestClass]
public sealed class ManifestPageTests
{
    [TestMethod]
    [DataRow("manifest.md", "codesign-manifest-3.json")]
    [DataRow("plan.md", "codesign-plan-1.json")]
    public void The_page_explains_every_field_of_the_schema(string name, string schemaName)
    {
        using var schema = JsonDocument.Parse(File.ReadAllBytes(Repository.PathOf("docs", "schema", schemaName)));
        var page = MarkdownPage.Read("docs", name).Prose;

        var missing = Fields(schema.RootElement).Distinct().Where(name => !page.Contains($"`{name}`", StringComparison.Ordinal));

        Assert.AreEqual("", string.Join(", ", missing));
    }

    /// <summary>The names of all properties that a schema describes, at any depth.</summary>
    private static IEnumerable<string> Fields(JsonElement schema)
    {
        if (schema.ValueKind != JsonValueKind.Object)
            yield break;
        foreach (var part in schema.EnumerateObject())
        {
            var properties = part.NameEquals("properties") ? part.Value.EnumerateObject().ToArray() : [];
            foreach (var name in properties.Select(property => property.Name).Concat(properties.SelectMany(property => Fields(property.Value))))
                yield return name;
            if (part.NameEquals("items"))
            {
                foreach (var name in Fields(part.Value))
                    yield return name;
            }
        }
    }
}
