using System.Runtime.CompilerServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization.Metadata;
using Description = System.ComponentModel.DescriptionAttribute;

namespace CodeSign.Core.Tests.Manifests;

/// <summary>Makes the JSON schema (draft 2020-12) of a document from the types that write it, so that the two can't drift apart.</summary>
internal static class DocumentSchema
{
    private static readonly JsonSerializerOptions Indented = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        NewLine = "\n",
        WriteIndented = true,
    };

    /// <summary>Makes the schema.</summary>
    /// <param name="type">The document's type.</param>
    /// <param name="name">What its schemas are called: <c>codesign-manifest</c>.</param>
    /// <param name="version">The version.</param>
    /// <param name="title">What the document is called.</param>
    public static JsonObject Generate(JsonTypeInfo type, string name, int version, string title)
    {
        var options = new JsonSchemaExporterOptions { TreatNullObliviousAsNonNullable = true, TransformSchemaNode = Describe };
        var body = (JsonObject)type.GetJsonSchemaAsNode(options);
        var schema = new JsonObject
        {
            ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
            ["$id"] = $"{name}-{version}.json",
            ["title"] = title,
        };
        foreach (var (key, value) in body)
            schema[key] = value?.DeepClone();
        schema["properties"]!["schemaVersion"]!["const"] = version;
        return schema;
    }

    /// <summary>A schema as text.</summary>
    public static string Write(JsonObject schema) => schema.ToJsonString(Indented) + "\n";

    /// <summary>Fails unless a schema is the one in docs/schema; with CODESIGN_UPDATE_SCHEMA=1 it becomes that.</summary>
    public static void EnsurePublished(string schema, string name, [CallerFilePath] string file = "")
    {
        var root = Path.GetDirectoryName(file);
        while (root is not null && !File.Exists(Path.Combine(root, "CodeSign.Build.sln")))
            root = Path.GetDirectoryName(root);
        var path = Path.Combine(root ?? throw new InvalidOperationException("The tests run outside of their repository."), "docs", "schema", name);
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

    private static JsonNode Describe(JsonSchemaExporterContext context, JsonNode node)
    {
        if (node is not JsonObject schema)
            return node;
        var attributes = context.PropertyInfo?.AttributeProvider ?? context.TypeInfo.Type;
        if (attributes.GetCustomAttributes(typeof(Description), inherit: false) is not [Description described, ..])
            return schema;
        schema.Insert(0, "description", described.Description);
        return schema;
    }
}
