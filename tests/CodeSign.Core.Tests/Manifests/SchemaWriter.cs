using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization.Metadata;
using Description = System.ComponentModel.DescriptionAttribute;

namespace CodeSign.Core.Tests.Manifests;

/// <summary>Makes JSON schemas (draft 2020-12) from the types that are written and read, so that the two can't drift apart.</summary>
internal static class SchemaWriter
{
    private static readonly JsonSerializerOptions Indented = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        NewLine = "\n",
        WriteIndented = true,
    };

    /// <summary>The schema of a type.</summary>
    /// <param name="type">The type, as it is serialised.</param>
    /// <param name="id">The schema's file name.</param>
    /// <param name="title">Its title.</param>
    public static JsonObject Make(JsonTypeInfo type, string id, string title)
    {
        var options = new JsonSchemaExporterOptions { TreatNullObliviousAsNonNullable = true, TransformSchemaNode = Describe };
        var schema = new JsonObject
        {
            ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
            ["$id"] = id,
            ["title"] = title,
        };
        foreach (var (name, value) in (JsonObject)type.GetJsonSchemaAsNode(options))
            schema[name] = value?.DeepClone();
        return schema;
    }

    /// <summary>A schema's text, as it is published.</summary>
    public static string Write(JsonObject schema) => schema.ToJsonString(Indented) + "\n";

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
