using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using CodeSign.Manifests;
using Description = System.ComponentModel.DescriptionAttribute;

namespace CodeSign.Core.Tests.Manifests;

/// <summary>Makes the JSON schema (draft 2020-12) of the manifest from the types that write it, so that the two can't drift apart.</summary>
internal static class ManifestSchema
{
    private static readonly JsonSerializerOptions Indented = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        NewLine = "\n",
        WriteIndented = true,
    };

    public static string Generate()
    {
        var options = new JsonSchemaExporterOptions { TreatNullObliviousAsNonNullable = true, TransformSchemaNode = Describe };
        var body = (JsonObject)ManifestJson.Default.SignatureManifest.GetJsonSchemaAsNode(options);
        var schema = new JsonObject
        {
            ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
            ["$id"] = $"codesign-manifest-{SignatureManifest.CurrentSchemaVersion}.json",
            ["title"] = "CodeSign.Build signature manifest",
        };
        foreach (var (name, value) in body)
            schema[name] = value?.DeepClone();
        schema["properties"]!["schemaVersion"]!["const"] = SignatureManifest.CurrentSchemaVersion;
        schema["oneOf"] = new JsonArray(Required("package"), Required("folder"));
        return schema.ToJsonString(Indented) + "\n";
    }

    private static JsonObject Required(string name) => new() { ["required"] = new JsonArray(name) };

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
