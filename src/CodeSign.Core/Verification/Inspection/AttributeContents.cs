namespace CodeSign.Verification.Inspection;

/// <summary>An attribute of a signer, read but not verified.</summary>
public sealed record AttributeContents
{
    /// <summary>Its type, a dotted object identifier.</summary>
    public required string Oid { get; init; }

    /// <summary>The name that its standard gives it, or <see langword="null"/> where it is not known here.</summary>
    public required string? Name { get; init; }

    /// <summary>Each value in words; DER, hexadecimal and cut short where it is not understood. Empty for what is listed below.</summary>
    public required IReadOnlyList<string> Values { get; init; }

    /// <summary>The signatures and timestamps that it holds.</summary>
    public IReadOnlyList<SignatureContents> Messages { get; init; } = [];

    /// <summary>The countersignatures that it holds.</summary>
    public IReadOnlyList<SignerContents> Countersigners { get; init; } = [];
}
