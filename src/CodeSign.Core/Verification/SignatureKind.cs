namespace CodeSign.Verification;

/// <summary>What a signature says, by its format.</summary>
public enum SignatureKind
{
    /// <summary>An Authenticode signature of a portable executable.</summary>
    Authenticode,

    /// <summary>A signature in a file of its own.</summary>
    Detached,

    /// <summary>A package signature by its author (commitment proofOfOrigin).</summary>
    PackageAuthor,

    /// <summary>A package signature by a repository (commitment proofOfReceipt).</summary>
    PackageRepository,

    /// <summary>A package signature that says neither.</summary>
    PackageOther,
}
