using System.Text.Json.Serialization;

namespace CodeSign.TestGate.Evidence;

/// <summary>How lines of evidence are read: JSON without reflection, flat, each name at most once.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    AllowDuplicateProperties = false,
    MaxDepth = 4)]
[JsonSerializable(typeof(EvidenceLine))]
internal sealed partial class EvidenceJson : JsonSerializerContext;
