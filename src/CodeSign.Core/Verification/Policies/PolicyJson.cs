using System.Text.Json.Serialization;

namespace CodeSign.Verification.Policies;

/// <summary>How policies are read: JSON without reflection, and without anything that the schema does not know.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    AllowDuplicateProperties = false,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    MaxDepth = 16,
    NewLine = "\n",
    WriteIndented = true)]
[JsonSerializable(typeof(VerificationPolicy))]
internal sealed partial class PolicyJson : JsonSerializerContext;
