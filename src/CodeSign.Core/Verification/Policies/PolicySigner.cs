using System.ComponentModel;

namespace CodeSign.Verification.Policies;

/// <summary>A signer whom a policy's rule accepts.</summary>
public sealed record PolicySigner : PolicyIdentity
{
    /// <summary>As what they must have signed a package; <see langword="null"/>: either.</summary>
    [Description("As what they must have signed a package: author or repository. Absent: either.")]
    public PolicySignatureKind? As { get; init; }

    /// <summary>The owners of whom a repository must have named at least one; <see langword="null"/>: any.</summary>
    [Description("Owners of the package in the repository, of whom the repository's signature must name at least one. Absent: any.")]
    public IReadOnlyList<string>? Owners { get; init; }
}
