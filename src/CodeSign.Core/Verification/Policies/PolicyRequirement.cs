using System.Text.Json.Serialization;

namespace CodeSign.Verification.Policies;

/// <summary>Whether a policy's rule demands something.</summary>
[JsonConverter(typeof(NamedEnumConverter<PolicyRequirement>))]
public enum PolicyRequirement
{
    /// <summary>It must be there.</summary>
    Required,

    /// <summary>It may be missing.</summary>
    Optional,
}
