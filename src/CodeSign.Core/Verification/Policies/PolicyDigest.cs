using System.Text.Json.Serialization;

namespace CodeSign.Verification.Policies;

/// <summary>The digests that a policy's rule can ask for, the weakest first.</summary>
[JsonConverter(typeof(NamedEnumConverter<PolicyDigest>))]
public enum PolicyDigest
{
    /// <summary>SHA-256, the least that is relied on anywhere.</summary>
    [JsonStringEnumMemberName("SHA256")]
    Sha256,

    /// <summary>SHA-384.</summary>
    [JsonStringEnumMemberName("SHA384")]
    Sha384,

    /// <summary>SHA-512.</summary>
    [JsonStringEnumMemberName("SHA512")]
    Sha512,
}
