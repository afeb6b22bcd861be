using System.Text.Json;
using System.Text.Json.Serialization;

namespace CodeSign.Verification.Policies;

/// <summary>Enumerations by name alone: a number in their place is an error.</summary>
internal sealed class NamedEnumConverter<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.CamelCase, allowIntegerValues: false)
    where T : struct, Enum;
