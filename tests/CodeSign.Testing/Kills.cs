using System.Globalization;

namespace CodeSign.Testing;

/// <summary>
/// How often tests kill what signs. All that do so share what the environment variable <c>CODESIGN_KILLS</c> asks for: nine of ten
/// kills hit the engine, which takes a second for each, and one a whole build.
/// </summary>
public static class Kills
{
    private static readonly int? Wanted =
        Environment.GetEnvironmentVariable("CODESIGN_KILLS") is { } kills ? int.Parse(kills, CultureInfo.InvariantCulture) : null;

    /// <summary>How many of the kills hit the engine while it signs for one caller.</summary>
    public static int OfEngine { get; } = Wanted * 45 / 100 ?? 50;

    /// <summary>How many hit one of two processes that share a cache.</summary>
    public static int OfSharedCache { get; } = Wanted * 45 / 100 ?? 10;

    /// <summary>How many hit a build.</summary>
    public static int OfBuilds { get; } = Wanted / 10 ?? 4;
}
