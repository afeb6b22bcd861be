namespace CodeSign.Keys.Files.Pkcs12;

/// <summary>The ID octet of PKCS #12's key derivation (RFC 7292, appendix B.3).</summary>
internal enum Pkcs12KeyPurpose : byte
{
    EncryptionKey = 1,
    InitializationVector = 2,
    MacKey = 3,
}
