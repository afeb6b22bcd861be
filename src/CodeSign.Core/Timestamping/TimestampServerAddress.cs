namespace CodeSign.Timestamping;

/// <summary>Addresses of timestamp servers, as users write them and as logs may show them.</summary>
public static class TimestampServerAddress
{
    private const string Fix = "Give addresses such as http://timestamp.example.com, ';' between them, in CodeSignTimestampServers.";

    /// <summary>Reads a list of addresses, <c>;</c> between them; empty parts don't count.</summary>
    /// <exception cref="Diagnostics.CodeSignException">One of them can't be asked (CSB3002).</exception>
    public static IReadOnlyList<Uri> ParseList(string? list)
    {
        var addresses = new List<Uri>();
        foreach (var part in (list ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (!Uri.TryCreate(part, UriKind.Absolute, out var address))
                throw TimestampDiagnostics.UnusableAddress.Exception($"'{WithoutUserInfo(part)}' is no absolute address.", Fix);
            Require(address);
            addresses.Add(address);
        }

        return addresses;
    }

    /// <summary>The address without user info, query and fragment, where secrets might be.</summary>
    internal static string Display(Uri address) =>
        address.IsAbsoluteUri && IsHttp(address)
            ? address.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped)
            : WithoutUserInfo(address.OriginalString);

    /// <summary>Makes sure that an address can be asked.</summary>
    /// <exception cref="Diagnostics.CodeSignException">It can't (CSB3002).</exception>
    internal static void Require(Uri address)
    {
        if (!address.IsAbsoluteUri || !IsHttp(address))
            throw TimestampDiagnostics.UnusableAddress.Exception($"'{Display(address)}' is no http or https address.", Fix);

        if (address.UserInfo.Length > 0)
        {
            throw TimestampDiagnostics.UnusableAddress.Exception(
                $"The address of {Display(address)} carries a user name or password, which would end up in logs.",
                "Take it out of the address. A server that asks for credentials is reached through a proxy that adds them.");
        }
    }

    private static bool IsHttp(Uri address) => address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps;

    // Of what is no http address, nobody can tell which part is the password: 'user:password@host' reads as a scheme 'user'.
    private static string WithoutUserInfo(string text)
    {
        var at = text.LastIndexOf('@');
        return at < 0 ? text : "…" + text[at..];
    }
}
