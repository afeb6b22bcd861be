using System.Formats.Asn1;

namespace CodeSign.Timestamping;

/// <summary>Checks the settings of a client before anything is sent.</summary>
internal static class TimestampSettings
{
    private const int MostConcurrency = 1000;
    private const int MostRetries = 100;
    private static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    /// <summary>Makes sure that a client can work with these.</summary>
    /// <exception cref="Diagnostics.CodeSignException">It can't: CSB3002, CSB3003 or CSB3004.</exception>
    public static void Require(TimestampClientOptions options)
    {
        if (options.Servers.Count == 0)
        {
            throw TimestampDiagnostics.NoServer.Exception(
                "A timestamp is needed, and no server is set.",
                "Set CodeSignTimestampServers, or set CodeSignTimestamp to false: the signature then ends with the certificate.");
        }

        foreach (var server in options.Servers)
            TimestampServerAddress.Require(server);
        if (options.Policy is { } policy && !IsObjectIdentifier(policy))
            throw Unusable($"The policy '{policy}' is no object identifier.", "Give it in digits and dots, such as 1.2.840.113549.");

        RequireRange("the number of requests at once", options.Concurrency ?? 1, 1, MostConcurrency);
        RequireRange("the number of retries", options.Retries, 0, MostRetries);
        RequireRange("the time limit of a request", options.AttemptTimeout, TimeSpan.FromMilliseconds(10), Longest);
        RequireRange("the shortest time limit of a request", options.MinimumAttemptTimeout, TimeSpan.FromMilliseconds(10), Longest);
        RequireRange("the time limit of a timestamp", options.Budget, TimeSpan.FromMilliseconds(10), Longest);
        RequireRange("the interval between requests", options.MinimumInterval, TimeSpan.Zero, Longest);
        RequireRange("the delay after a refusal", options.BusyDelay, TimeSpan.Zero, Longest);
        RequireRange("the delay before a retry", options.RetryDelay, TimeSpan.Zero, Longest);
    }

    private static void RequireRange<T>(string what, T value, T least, T most)
        where T : IComparable<T>
    {
        if (value.CompareTo(least) < 0 || value.CompareTo(most) > 0)
        {
            throw Unusable(
                FormattableString.Invariant($"For {what}, {value} is set."),
                FormattableString.Invariant($"Set a value from {least} to {most}."));
        }
    }

    private static bool IsObjectIdentifier(string text)
    {
        try
        {
            new AsnWriter(AsnEncodingRules.DER).WriteObjectIdentifier(text);
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private static Diagnostics.CodeSignException Unusable(string cause, string fix) =>
        TimestampDiagnostics.UnusableSetting.Exception(cause, fix);
}
