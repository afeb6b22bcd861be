using System.ComponentModel;
using CodeSign.Signing;

namespace CodeSign.Manifests;

/// <summary>A file whose signature stands beside it, in a file of its own.</summary>
public sealed record ManifestDetachedSignature
{
    /// <summary>The file's path.</summary>
    [Description("The file's path: in the package where packed is true, otherwise relative to the project's folder; / between folders.")]
    public required string Path { get; init; }

    /// <summary>Whether file and signature are in the package.</summary>
    [Description("Whether the file and its signature are in the package.")]
    public required bool Packed { get; init; }

    /// <summary>SHA-256 of the file.</summary>
    [Description("SHA-256 of the file, hexadecimal.")]
    public required string Sha256 { get; init; }

    /// <summary>The signature's path.</summary>
    [Description("The path of the signature's file, as that of the file.")]
    public required string SignaturePath { get; init; }

    /// <summary>SHA-256 of the signature's file.</summary>
    [Description("SHA-256 of the signature's file, hexadecimal.")]
    public required string SignatureSha256 { get; init; }

    /// <summary>The signature.</summary>
    [Description("The signature that was made.")]
    public required ManifestSignature Signature { get; init; }

    /// <summary>The facts about a file that got a detached signature.</summary>
    /// <param name="path">Its path.</param>
    /// <param name="signaturePath">The path of the signature's file.</param>
    /// <param name="packed">Whether both are in the package.</param>
    /// <param name="signed">What was made.</param>
    public static ManifestDetachedSignature From(string path, string signaturePath, bool packed, SignedFile signed)
    {
        ArgumentNullException.ThrowIfNull(signed);
        return new ManifestDetachedSignature
        {
            Path = path,
            Packed = packed,
            Sha256 = signed.SourceSha256,
            SignaturePath = signaturePath,
            SignatureSha256 = signed.Sha256,
            Signature = ManifestSignature.From(signed),
        };
    }
}
