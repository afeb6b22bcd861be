namespace CodeSign.Keys.Files;

/// <summary>
/// One way to turn a password into octets. A file without a password has been written in two ways: with an empty password, or with
/// none at all, which PKCS #12's own key derivation tells apart.
/// </summary>
internal sealed class PasswordCandidate : IDisposable
{
    private PasswordCandidate(SecretBytes utf8, SecretBytes bmpString)
    {
        Utf8 = utf8;
        BmpString = bmpString;
    }

    /// <summary>For PBKDF2.</summary>
    public SecretBytes Utf8 { get; }

    /// <summary>For PKCS #12's own derivation.</summary>
    public SecretBytes BmpString { get; }

    public static PasswordCandidate Of(Password password) => new(password.ToUtf8(), password.ToBmpString());

    public static PasswordCandidate Empty() => new(new SecretBytes(0), SecretBytes.CopyOf([0, 0]));

    public static PasswordCandidate None() => new(new SecretBytes(0), new SecretBytes(0));

    public void Dispose()
    {
        Utf8.Dispose();
        BmpString.Dispose();
    }
}
