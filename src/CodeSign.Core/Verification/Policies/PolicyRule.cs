using System.ComponentModel;

namespace CodeSign.Verification.Policies;

/// <summary>What a policy demands of the files or packages that its patterns match.</summary>
public sealed record PolicyRule
{
    /// <summary>The smallest RSA key that is relied on anywhere, in bits.</summary>
    public const int LeastRsaBits = 2048;

    /// <summary>The smallest elliptic-curve key that is relied on anywhere, in bits.</summary>
    public const int LeastCurveBits = 256;

    // A reader without reflection knows no initial values: what is not in the file is the type's default, which must be the right one.
    /// <summary>The rule's name, which findings tell.</summary>
    [Description("The rule's name. Findings tell it. No two rules have the same.")]
    public required string Name { get; init; }

    /// <summary>Patterns of package ids.</summary>
    [Description("Patterns of package ids that the rule is about; * stands for any letters. Letter case does not matter.")]
    public IReadOnlyList<string>? Packages { get; init; }

    /// <summary>Patterns of paths.</summary>
    [Description("Patterns of paths that the rule is about: * within a name, ** across folders. A pattern without a folder matches file names. An entry of a package or archive has the archive's path, !/ and its own. Letter case does not matter.")]
    public IReadOnlyList<string>? Files { get; init; }

    /// <summary>Whether files must be signed.</summary>
    [Description("required (the default): what is unsigned is refused. optional: it is accepted; what is signed must be as the rule demands all the same.")]
    public PolicyRequirement Signature { get; init; }

    /// <summary>Whose signature is accepted; <see langword="null"/>: that of anyone who chains to a trusted root.</summary>
    [Description("Whose signature is accepted. Absent: that of anyone who chains to a trusted root.")]
    public IReadOnlyList<PolicySigner>? Signers { get; init; }

    /// <summary>Whether the signature must have a timestamp that can be relied on.</summary>
    [Description("required (the default): the signature must have a timestamp that can be relied on. optional: its certificate may be valid now instead.")]
    public PolicyRequirement Timestamp { get; init; }

    /// <summary>Whose timestamps are accepted; <see langword="null"/>: those of anyone who chains to a trusted root.</summary>
    [Description("Whose timestamps are accepted. Absent: those of any authority that chains to a trusted root.")]
    public IReadOnlyList<PolicyIdentity>? TimestampAuthorities { get; init; }

    /// <summary>The weakest digest that is accepted.</summary>
    [Description("The weakest digest that is accepted: SHA256 (the default), SHA384, SHA512.")]
    public PolicyDigest Digest { get; init; }

    /// <summary>The smallest RSA key that is accepted of a signer, in bits; <see langword="null"/>: <see cref="LeastRsaBits"/>.</summary>
    [Description("The smallest RSA key of a signer that is accepted, in bits: 2048 or more. Absent: 2048.")]
    public int? RsaBits { get; init; }

    /// <summary>The smallest elliptic-curve key that is accepted, in bits; <see langword="null"/>: <see cref="LeastCurveBits"/>.</summary>
    [Description("The smallest elliptic-curve key of a signer that is accepted, in bits: 256 or more. Absent: 256.")]
    public int? CurveBits { get; init; }

    /// <summary>How old a signature may be, in days by its timestamp; <see langword="null"/>: any age.</summary>
    [Description("How many days old the signature may be, by its timestamp. Absent: any age.")]
    public int? MaximumAgeDays { get; init; }

    /// <summary>Whether a signature manifest must describe the file; <see langword="null"/>: it need not.</summary>
    [Description("required: a signature manifest (*.codesign.json) beside the file must list the file's digest. optional (the default): none is looked for.")]
    public PolicyRequirement? Manifest { get; init; }
}
