using System.Globalization;
using System.Text.RegularExpressions;

namespace CodeSign.Signing;

/// <summary>Versions of NuGet packages as NuGet writes them into file names.</summary>
public static partial class NuGetVersion
{
    /// <summary>
    /// Normalises a version as NuGet does: at least three numbers without leading zeros, a fourth only where it is not 0, the
    /// prerelease label as it is, no metadata. <see langword="null"/> where it is no version.
    /// </summary>
    public static string? Normalize(string version)
    {
        ArgumentNullException.ThrowIfNull(version);
        var match = Version().Match(version.Trim());
        if (!match.Success)
            return null;

        Span<int> numbers = stackalloc int[4];
        for (var index = 0; index < match.Groups["number"].Captures.Count; index++)
            if (!int.TryParse(match.Groups["number"].Captures[index].Value, NumberStyles.None, CultureInfo.InvariantCulture, out numbers[index]))
                return null;
        var revision = numbers[3] == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $".{numbers[3]}");
        return string.Create(
            CultureInfo.InvariantCulture, $"{numbers[0]}.{numbers[1]}.{numbers[2]}{revision}{match.Groups["label"].Value}");
    }

    [GeneratedRegex(
        """^(?<number>[0-9]+)(\.(?<number>[0-9]+)){0,3}(?<label>-[0-9A-Za-z-]+(\.[0-9A-Za-z-]+)*)?(\+[0-9A-Za-z-]+(\.[0-9A-Za-z-]+)*)?\z""",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Version();
}
