using System.ComponentModel;
using System.Text.Json.Serialization;

namespace CodeSign.Verification.Policies;

/// <summary>
/// What someone demands of signatures beyond that they are trusted: an ordered list of rules. The first rule whose pattern matches a file
/// decides about it; a file that no rule matches is refused. Immutable; docs/policy.md describes the file it is read from.
/// </summary>
[Description("What CodeSign demands of files and packages beyond that somebody trusted signed them. The first rule that matches a file decides; a file that no rule matches is refused.")]
public sealed record VerificationPolicy
{
    /// <summary>The version of the schema that this code knows.</summary>
    public const int CurrentSchemaVersion = 1;

    /// <summary>The address of the schema, for editors.</summary>
    [JsonPropertyName("$schema")]
    [Description("Where this schema is, for editors. Nothing is fetched from there.")]
    public string? Schema { get; init; }

    /// <summary>The version of the schema.</summary>
    [Description("The version of this schema. A version that is not known is refused.")]
    public required int SchemaVersion { get; init; }

    /// <summary>The rules; the first one that matches decides.</summary>
    [Description("The rules. The first one that matches a file decides about it.")]
    public required IReadOnlyList<PolicyRule> Rules { get; init; }
}
