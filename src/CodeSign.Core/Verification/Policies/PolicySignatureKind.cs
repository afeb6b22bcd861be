using System.Text.Json.Serialization;

namespace CodeSign.Verification.Policies;

/// <summary>As what someone must have signed a package.</summary>
[JsonConverter(typeof(NamedEnumConverter<PolicySignatureKind>))]
public enum PolicySignatureKind
{
    /// <summary>As its author.</summary>
    Author,

    /// <summary>As the repository that gives it out: with the primary signature or a countersignature.</summary>
    Repository,
}
