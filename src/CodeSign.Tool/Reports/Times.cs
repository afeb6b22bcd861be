using System.Globalization;

namespace CodeSign.Tool.Reports;

/// <summary>How times are shown to people.</summary>
internal static class Times
{
    /// <summary>To the second, UTC.</summary>
    public static string Show(DateTimeOffset time) =>
        time.ToUniversalTime().ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>The same of a certificate's times, which the platform gives in local time.</summary>
    public static string Show(DateTime time) => Show(new DateTimeOffset(time.ToUniversalTime()));
}
