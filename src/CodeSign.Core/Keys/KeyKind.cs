namespace CodeSign.Keys;

/// <summary>Where a key comes from. The manifest names it, and development keys are treated apart.</summary>
public enum KeyKind
{
    /// <summary>A PKCS #12 or PEM file, decrypted in memory.</summary>
    File,

    /// <summary>The development identity of this user on this machine (<c>dev:</c>), trusted nowhere else.</summary>
    Development,
}
