using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace CodeSign.TestGate.Seals;

/// <summary>How seals are written: JSON without reflection, readable, with LF at the end of lines.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    AllowDuplicateProperties = false,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    MaxDepth = 4,
    NewLine = "\n",
    WriteIndented = true)]
[JsonSerializable(typeof(TestSeal))]
internal sealed partial class SealJson : JsonSerializerContext
{
    /// <summary>The same with names as they are.</summary>
    public static SealJson Readable =>
        field ??= new SealJson(new JsonSerializerOptions(Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
