namespace CodeSign.Keys;

/// <summary>
/// A signing key as users name it (<c>CodeSignKey</c>): the path of a file, or a URI whose scheme says what kind of place the key
/// lives in. It never holds a secret, so it may be shown.
/// </summary>
public sealed record KeyReference
{
    private KeyReference(string? scheme, string value)
    {
        Scheme = scheme;
        Value = value;
    }

    /// <summary>The URI scheme in lower case, such as <c>dev</c>, or <see langword="null"/> for a path.</summary>
    public string? Scheme { get; }

    /// <summary>The path as it was given, or what follows the scheme's colon.</summary>
    public string Value { get; }

    /// <summary>Whether this is the path of a file.</summary>
    public bool IsFile => Scheme is null;

    /// <summary>Whether this is the development identity, <c>dev:</c>.</summary>
    public bool IsDevelopment => Scheme == "dev";

    /// <summary>
    /// Reads a reference. What stands before the first colon is a scheme (RFC 3986, section 3.1) if it has two characters or
    /// more: a single letter is a Windows drive.
    /// </summary>
    /// <param name="text">The reference.</param>
    /// <exception cref="Diagnostics.CodeSignException">It is empty, or carries a password, PIN or token.</exception>
    public static KeyReference Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        text = text.Trim();
        if (text.Length == 0 || text.Contains('\0', StringComparison.Ordinal))
            throw KeyDiagnostics.UnknownReference.Exception(
                "The key reference is empty or holds a NUL character.",
                "Set CodeSignKey to the path of a .pfx, .p12 or .pem file, or to dev:.");

        var colon = SchemeLength(text);
        if (colon == 0)
            return new KeyReference(null, text);

        var scheme = text[..colon].ToLowerInvariant();
        var value = text[(colon + 1)..];
        RefuseSecrets(scheme, value);
        return new KeyReference(scheme, value);
    }

    /// <summary>The full path of a key file.</summary>
    /// <param name="baseDirectory">The folder that a relative path starts from.</param>
    /// <exception cref="InvalidOperationException">This is no path.</exception>
    public string GetPath(string baseDirectory) => IsFile
        ? KeyPath.Resolve(Value, baseDirectory)
        : throw new InvalidOperationException($"'{Scheme}:' is not a path.");

    /// <summary>
    /// The reference without folders of this machine: of a path the file's name, of a URI what stands before its query, which may name
    /// files (RFC 7512, section 2.4).
    /// </summary>
    public string ShortName => IsFile ? Path.GetFileName(Value.Replace('\\', '/')) : ToString().Split('?')[0];

    /// <summary>The reference as users write it.</summary>
    public override string ToString() => Scheme is null ? Value : $"{Scheme}:{Value}";

    private static int SchemeLength(string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        if (colon < 2 || !char.IsAsciiLetter(text[0]))
            return 0;

        foreach (var c in text.AsSpan(0, colon))
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('+' or '-' or '.'))
                return 0;

        return colon;
    }

    /// <summary>RFC 7512 allows a PIN in a URI, and any URI may have a password before its host: both end up in logs.</summary>
    private static void RefuseSecrets(string scheme, string value)
    {
        var hasPin = value.Contains("pin-value", StringComparison.OrdinalIgnoreCase);
        if (!hasPin && !HasUserInfo(value))
            return;

        throw KeyDiagnostics.SecretInReference.Exception(
            $"The reference of the {scheme}: key contains {(hasPin ? "a PIN (pin-value)" : "user info before its host")}.",
            "Remove it, change that secret since it may have been logged, and give the new one in the environment variable that "
            + "CodeSignKeyPasswordVariable names, or in the file that CodeSignKeyPasswordFile names.");
    }

    private static bool HasUserInfo(string value)
    {
        if (!value.StartsWith("//", StringComparison.Ordinal))
            return false;

        var authority = value.AsSpan(2);
        var end = authority.IndexOfAny('/', '?', '#');
        return (end < 0 ? authority : authority[..end]).Contains('@');
    }
}
