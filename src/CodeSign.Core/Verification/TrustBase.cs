namespace CodeSign.Verification;

/// <summary>The roots that are trusted before any are added.</summary>
public enum TrustBase
{
    /// <summary>
    /// Those that NuGet trusts: the <c>trustedroots</c> of a .NET SDK, one list for signers and one for timestamp authorities.
    /// </summary>
    NuGet,

    /// <summary>Those of the operating system, on Windows and macOS. Linux has none for code: its bundles are for TLS.</summary>
    System,

    /// <summary>None: only the roots that are given.</summary>
    None,
}
