using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;

namespace CodeSign.Core.Tests.Manifests;

/// <summary>Makes the JSON schema (draft 2020-12) of a document from the types that write it, so that the two can't drift apart.</summary>
internal static class DocumentSchema
{
    /// <summary>Makes the schema.</summary>
    /// <param name="type">The document's type.</param>
    /// <param name="name">What its schemas are called: <c>codesign-manifest</c>.</param>
    /// <param name="version">The version.</param>
    /// <param name="title">What the document is called.</param>
    public static JsonObject Generate(JsonTypeInfo type, string name, int version, string title)
    {
        var schema = SchemaWriter.Make(type, $"{name}-{version}.json", title);
        schema["properties"]!["schemaVersion"]!["const"] = version;
        return schema;
    }

    /// <summary>A schema as text.</summary>
    public static string Write(JsonObject schema) => SchemaWriter.Write(schema);

    /// <summary>Fails unless a schema is the one in docs/schema; with CODESIGN_UPDATE_SCHEMA=1 it becomes that.</summary>
    public static void EnsurePublished(string schema, string name)
    {
        var path = SourceTree.PathOf("docs", "schema", name);
        if (Environment.GetEnvironmentVariable("CODESIGN_UPDATE_SCHEMA") == "1")
            File.WriteAllText(path, schema);

        Assert.AreEqual(schema, File.ReadAllText(path), "The types have changed: run this test once with CODESIGN_UPDATE_SCHEMA=1.");
    }

    /// <summary>The paths of values that a schema does not describe.</summary>
    public static IEnumerable<string> Undescribed(JsonObject schema, string path = "$")
    {
        foreach (var (name, member) in schema["properties"]?.AsObject() ?? [])
        {
            var value = member!.AsObject();
            if (value["description"] is null && value["$ref"] is null)
                yield return $"{path}.{name}";
            foreach (var inner in Undescribed(value, $"{path}.{name}"))
                yield return inner;
        }

        if (schema["items"] is JsonObject items)
            foreach (var inner in Undescribed(items, $"{path}[]"))
                yield return inner;
    }
}
