using System.Globalization;

namespace CodeSign.Diagnostics;

/// <summary>Numbers of things, in words for people.</summary>
public static class Quantity
{
    /// <summary>A number with its noun: <c>1 file</c>, <c>2 files</c>.</summary>
    /// <param name="count">How many there are.</param>
    /// <param name="one">The noun for one of them.</param>
    /// <param name="many">The noun for none or several; <see langword="null"/> where an <c>s</c> at its end does.</param>
    public static string Of(int count, string one, string? many = null) =>
        string.Create(CultureInfo.InvariantCulture, $"{count} {(count == 1 ? one : many ?? one + "s")}");
}
