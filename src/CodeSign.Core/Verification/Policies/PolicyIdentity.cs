using System.ComponentModel;

namespace CodeSign.Verification.Policies;

/// <summary>
/// Someone whom a policy's rule accepts, by any of these marks; all that are given must hold. A policy makes nobody trusted: the chain
/// must lead to a trusted root in any case.
/// </summary>
public record PolicyIdentity
{
    /// <summary>What the user calls them.</summary>
    [Description("What you call them. It stands in findings and decides nothing.")]
    public string? Name { get; init; }

    /// <summary>SHA-256 of the root certificate, hexadecimal.</summary>
    [Description("SHA-256 of the root certificate that the chain must end at, 64 hexadecimal digits. The root must be a trusted one all the same.")]
    public string? Root { get; init; }

    /// <summary>SHA-256 of the signer's certificate, hexadecimal.</summary>
    [Description("SHA-256 of the certificate, 64 hexadecimal digits. It changes with each renewal.")]
    public string? Certificate { get; init; }

    /// <summary>SHA-256 of the SubjectPublicKeyInfo, hexadecimal.</summary>
    [Description("SHA-256 of the public key (its DER SubjectPublicKeyInfo), 64 hexadecimal digits. It stays when a certificate is renewed with the same key.")]
    public string? Key { get; init; }

    /// <summary>Attributes of the certificate's subject and their values, such as <c>O</c> and <c>C</c>.</summary>
    [Description("Attributes of the certificate's subject, all of which must be there with exactly this value: CN, O, OU, L, S, C, E, SERIALNUMBER, STREET, or a dotted object identifier. Anyone below any trusted root may bear a name, so name the root too.")]
    public IReadOnlyDictionary<string, string>? Subject { get; init; }
}
