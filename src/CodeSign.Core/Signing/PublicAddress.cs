namespace CodeSign.Signing;

/// <summary>Addresses as they may stand in a manifest: a password or token in them is left out.</summary>
internal static class PublicAddress
{
    /// <summary>The address without user info, query and fragment.</summary>
    public static string Of(string address)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri))
            return WithoutScpUser(address);
        if (uri.UserInfo.Length == 0 && uri.Query.Length == 0 && uri.Fragment.Length == 0)
            return address;
        return uri.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped);
    }

    /// <summary>Git's short form, user@host:path, keeps its user: that is a name. Anything before a second colon is not.</summary>
    private static string WithoutScpUser(string address)
    {
        var at = address.IndexOf('@', StringComparison.Ordinal);
        return at >= 0 && address[..at].Contains(':', StringComparison.Ordinal) ? address[(at + 1)..] : address;
    }
}
