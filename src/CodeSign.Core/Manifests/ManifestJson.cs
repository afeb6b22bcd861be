using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace CodeSign.Manifests;

/// <summary>How manifests are written: JSON without reflection, readable, with LF at the end of lines.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    AllowDuplicateProperties = false,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    UseStringEnumConverter = true,
    MaxDepth = 16,
    NewLine = "\n",
    WriteIndented = true)]
[JsonSerializable(typeof(SignatureManifest))]
internal sealed partial class ManifestJson : JsonSerializerContext
{
    /// <summary>
    /// The same with names and paths as they are: the file is no HTML, so letters beyond ASCII, &lt; and + need no escapes.
    /// </summary>
    public static ManifestJson Readable =>
        field ??= new ManifestJson(new JsonSerializerOptions(Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
