namespace CodeSign.Keys;

/// <summary>The kinds of key that signatures are made with.</summary>
public enum KeyAlgorithm
{
    /// <summary>RSA with PKCS #1 v1.5 padding (RFC 8017, section 8.2): the one that both Authenticode and NuGet accept.</summary>
    Rsa,

    /// <summary>ECDSA over a NIST curve (FIPS 186-5). NuGet refuses it.</summary>
    Ecdsa,
}
