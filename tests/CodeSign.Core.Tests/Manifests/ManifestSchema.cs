using System.Text.Json.Nodes;
using CodeSign.Manifests;

namespace CodeSign.Core.Tests.Manifests;

/// <summary>Makes the JSON schema of the manifest.</summary>
internal static class ManifestSchema
{
    public static string Generate()
    {
        var schema = SchemaWriter.Make(
            ManifestJson.Default.SignatureManifest,
            $"codesign-manifest-{SignatureManifest.CurrentSchemaVersion}.json",
            "CodeSign.Build signature manifest");
        schema["properties"]!["schemaVersion"]!["const"] = SignatureManifest.CurrentSchemaVersion;
        schema["oneOf"] = new JsonArray(Required("package"), Required("folder"));
        return SchemaWriter.Write(schema);
    }

    private static JsonObject Required(string name) => new() { ["required"] = new JsonArray(name) };
}
