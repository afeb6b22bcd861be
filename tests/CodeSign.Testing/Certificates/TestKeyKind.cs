namespace CodeSign.Testing;

/// <summary>The kinds of key that test certificates have.</summary>
public enum TestKeyKind
{
    /// <summary>RSA, 2048 bits: made in about 0.1 s, the default.</summary>
    Rsa2048,

    /// <summary>RSA, 3072 bits: made in about 0.8 s.</summary>
    Rsa3072,

    /// <summary>RSA, 4096 bits: made in seconds.</summary>
    Rsa4096,

    /// <summary>RSA, 1024 bits: too weak for anything but showing that it is refused.</summary>
    Rsa1024,

    /// <summary>The NIST curve P-256.</summary>
    EcP256,

    /// <summary>The NIST curve P-384.</summary>
    EcP384,

    /// <summary>The NIST curve P-521.</summary>
    EcP521,
}
