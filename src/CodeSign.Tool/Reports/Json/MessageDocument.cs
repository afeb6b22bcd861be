using System.ComponentModel;
using CodeSign.Verification.Inspection;

namespace CodeSign.Tool.Reports.Json;

/// <summary>A signature message.</summary>
[Description("A signature message (CMS SignedData), read but not verified.")]
internal sealed record MessageDocument
{
    [Description("Where it stands: signature 1, or signature 1, timestamp 1.")]
    public required string Place { get; init; }

    [Description("The SignedData's version.")]
    public required int Version { get; init; }

    [Description("The type of what is signed, an object identifier.")]
    public required string ContentType { get; init; }

    [Description("What a timestamp token says. Absent in other messages.")]
    public TimestampContentsDocument? Timestamp { get; init; }

    [Description("The certificates in the message, DER, base64.")]
    public required IReadOnlyList<string> Certificates { get; init; }

    [Description("The signers.")]
    public required IReadOnlyList<SignerDocument> Signers { get; init; }

    /// <summary>The facts about a message.</summary>
    public static MessageDocument From(SignatureContents contents) => new()
    {
        Place = contents.Place,
        Version = contents.Version,
        ContentType = contents.ContentType,
        Timestamp = contents.Timestamp is { } timestamp ? TimestampContentsDocument.From(timestamp) : null,
        Certificates = [.. contents.Certificates.Select(certificate => Convert.ToBase64String(certificate.Span))],
        Signers = [.. contents.Signers.Select(SignerDocument.From)],
    };
}
