using System.Text.Json.Nodes;
using CodeSign.Manifests;

namespace CodeSign.Core.Tests.Manifests;

/// <summary>The JSON schema of the manifest.</summary>
internal static class ManifestSchema
{
    public static string Generate()
    {
        var schema = DocumentSchema.Generate(
            ManifestJson.Default.SignatureManifest, "codesign-manifest", SignatureManifest.CurrentSchemaVersion, "CodeSign.Build signature manifest");
        schema["oneOf"] = new JsonArray(Required("package"), Required("folder"));
        return DocumentSchema.Write(schema);
    }

    private static JsonObject Required(string name) => new() { ["required"] = new JsonArray(name) };
}
