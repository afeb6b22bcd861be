using System.ComponentModel;
using CodeSign.Verification.Inspection;

namespace CodeSign.Tool.Reports.Json;

/// <summary>An attribute.</summary>
[Description("An attribute of a signer.")]
internal sealed record AttributeDocument
{
    [Description("Its type, an object identifier.")]
    public required string Oid { get; init; }

    [Description("The name that its standard gives it. Absent where it is not known.")]
    public string? Name { get; init; }

    [Description("Each value in words, or DER, hexadecimal and cut short. Empty for messages and countersigners.")]
    public required IReadOnlyList<string> Values { get; init; }

    [Description("The signatures and timestamps that it holds.")]
    public required IReadOnlyList<MessageDocument> Messages { get; init; }

    [Description("The countersignatures that it holds.")]
    public required IReadOnlyList<SignerDocument> Countersigners { get; init; }

    /// <summary>The facts about an attribute.</summary>
    public static AttributeDocument From(AttributeContents attribute) => new()
    {
        Oid = attribute.Oid,
        Name = attribute.Name,
        Values = attribute.Values,
        Messages = [.. attribute.Messages.Select(MessageDocument.From)],
        Countersigners = [.. attribute.Countersigners.Select(SignerDocument.From)],
    };
}
