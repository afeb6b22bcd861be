using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace CodeSign.TestGate;

/// <summary>How verdicts are kept: JSON without reflection.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    AllowDuplicateProperties = false,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    UseStringEnumConverter = true,
    MaxDepth = 8,
    NewLine = "\n",
    WriteIndented = true)]
[JsonSerializable(typeof(TestGateState))]
internal sealed partial class TestGateJson : JsonSerializerContext
{
    /// <summary>The same with names and paths as they are.</summary>
    public static TestGateJson Readable =>
        field ??= new TestGateJson(new JsonSerializerOptions(Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
