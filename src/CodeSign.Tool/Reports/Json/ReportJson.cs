using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace CodeSign.Tool.Reports.Json;

/// <summary>How the tool writes JSON: without reflection, readable, with LF at the end of lines.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    NewLine = "\n",
    WriteIndented = true)]
[JsonSerializable(typeof(CertificateCheckDocument))]
[JsonSerializable(typeof(InspectionDocument))]
[JsonSerializable(typeof(VerificationDocument))]
internal sealed partial class ReportJson : JsonSerializerContext
{
    /// <summary>
    /// The same with letters beyond ASCII as they are: it is no HTML. Control characters are escaped in any case.
    /// </summary>
    public static ReportJson Readable =>
        field ??= new ReportJson(new JsonSerializerOptions(Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    /// <summary>Writes a document.</summary>
    public static void Write<T>(TextWriter output, T document, JsonTypeInfo<T> type)
    {
        output.Write(JsonSerializer.Serialize(document, type));
        output.Write('\n');
    }
}
