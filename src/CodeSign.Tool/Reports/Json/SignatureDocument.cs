using System.ComponentModel;
using CodeSign.Verification;

namespace CodeSign.Tool.Reports.Json;

/// <summary>One signature.</summary>
[Description("One signature.")]
internal sealed record SignatureDocument
{
    [Description("Where it stands: signature 1, or inside another one signature 1, nested signature 1.")]
    public required string Place { get; init; }

    [Description("authenticode, detached, packageAuthor, packageRepository or packageOther.")]
    public required string Kind { get; init; }

    [Description("trusted; untrusted (intact, by nobody who is trusted); weak (intact, made with means that are broken by now); broken.")]
    public required string State { get; init; }

    [Description("The signer's certificate. Absent where the signature names none.")]
    public CertificateDocument? Signer { get; init; }

    [Description("The issuers of the signer's certificate as far as they were found, the root last.")]
    public required IReadOnlyList<CertificateDocument> Issuers { get; init; }

    [Description("The digest algorithm, such as SHA256.")]
    public string? DigestAlgorithm { get; init; }

    [Description("The signed digest of the content, hexadecimal: of a PE its Authenticode digest, of a package the digest without its signature.")]
    public string? ContentDigest { get; init; }

    [Description("What the signer calls the file (Authenticode).")]
    public string? Description { get; init; }

    [Description("Where the signer says more about it (Authenticode).")]
    public string? DescriptionUrl { get; init; }

    [Description("When the signer says that it signed, UTC. Nothing proves it.")]
    public DateTimeOffset? ClaimedSigningTime { get; init; }

    [Description("The timestamp that counts. Absent where none can be relied on.")]
    public TimestampDocument? Timestamp { get; init; }

    [Description("Signatures inside this one: nested ones (Authenticode), countersignatures (packages).")]
    public required IReadOnlyList<SignatureDocument> Nested { get; init; }

    /// <summary>The facts about a signature.</summary>
    public static SignatureDocument From(VerifiedSignature signature) => new()
    {
        Place = signature.Place,
        Kind = JsonNames.Of(signature.Kind),
        State = JsonNames.Of(signature.State),
        Signer = signature.Signer is { } signer ? CertificateDocument.From(signer) : null,
        Issuers = [.. signature.Chain.Skip(1).Select(CertificateDocument.From)],
        DigestAlgorithm = signature.DigestAlgorithm,
        ContentDigest = JsonNames.Hex(signature.ContentDigest),
        Description = signature.Description,
        DescriptionUrl = signature.DescriptionUrl,
        ClaimedSigningTime = signature.ClaimedSigningTime?.ToUniversalTime(),
        Timestamp = signature.Timestamp is { } timestamp ? TimestampDocument.From(timestamp) : null,
        Nested = [.. signature.Nested.Select(From)],
    };
}
