using System.ComponentModel;
using CodeSign.Verification.Inspection;

namespace CodeSign.Tool.Reports.Json;

/// <summary>A signer.</summary>
[Description("A SignerInfo.")]
internal sealed record SignerDocument
{
    [Description("How it names its certificate: issuer and serial number, or key identifier.")]
    public required string Identifier { get; init; }

    [Description("The digest algorithm, an object identifier.")]
    public required string DigestAlgorithm { get; init; }

    [Description("The signature algorithm, an object identifier.")]
    public required string SignatureAlgorithm { get; init; }

    [Description("The attributes that are signed.")]
    public required IReadOnlyList<AttributeDocument> SignedAttributes { get; init; }

    [Description("The attributes that anybody may have added.")]
    public required IReadOnlyList<AttributeDocument> UnsignedAttributes { get; init; }

    /// <summary>The facts about a signer.</summary>
    public static SignerDocument From(SignerContents signer) => new()
    {
        Identifier = signer.Identifier,
        DigestAlgorithm = signer.DigestAlgorithm,
        SignatureAlgorithm = signer.SignatureAlgorithm,
        SignedAttributes = [.. signer.SignedAttributes.Select(AttributeDocument.From)],
        UnsignedAttributes = [.. signer.UnsignedAttributes.Select(AttributeDocument.From)],
    };
}
