using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using CodeSign.Keys;

namespace CodeSign.Verification.RestoredPackages;

/// <summary>
/// Remembers which packages were accepted, so that an unchanged restore costs nothing: by the length and time of the package and of every
/// file that was compared, and by everything that they were held against. A file is for one's own machine: whoever can write to the package
/// folder can also put a file's time back. What was accepted is forgotten after a day, since certificates expire and are revoked.
/// Safe for use by several threads at once.
/// </summary>
public sealed class VerifiedPackages
{
    private const int MostEntries = 20_000;
    private static readonly TimeSpan MostAge = TimeSpan.FromDays(1);

    private readonly string? _path;
    private readonly string _demands;
    private readonly TimeProvider _clock;
    private readonly ConcurrentDictionary<string, AcceptedBefore> _known = new(StringComparer.Ordinal);

    private VerifiedPackages(string? path, string demands, TimeProvider clock)
    {
        _path = path;
        _demands = demands;
        _clock = clock;
    }

    /// <summary>The user's own file, or <see langword="null"/> where there is no place for it.</summary>
    /// <param name="localApplicationData">Gives the user's folder; by default the platform's.</param>
    public static string? PathFor(Func<string>? localApplicationData = null) =>
        (localApplicationData ?? UserFolders.LocalApplicationData)() is { Length: > 0 } folder
            ? Path.Combine(folder, "CodeSign.Build", "verified-packages")
            : null;

    /// <summary>
    /// Reads what is remembered. A file that is not there or can't be read is an empty one. The reading blocks: a small file is read before
    /// another thread has begun with it.
    /// </summary>
    /// <param name="path">Full path of the file; <see langword="null"/> where nothing is remembered beyond this process.</param>
    /// <param name="demands">Stands for all that packages are held against: roots, policy, revocation, the version of this code.</param>
    /// <param name="clock">The clock.</param>
    public static VerifiedPackages Open(string? path, string demands, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(clock);
        var memory = new VerifiedPackages(path, demands, clock);
        if (path is null)
            return memory;
        try
        {
            foreach (var line in File.ReadLines(path))
                if (Parse(line) is var (fingerprint, accepted) && IsFresh(accepted.Time, clock))
                    memory._known[fingerprint] = accepted;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Nothing is remembered then.
        }

        return memory;
    }

    /// <summary>What is remembered of a package that was accepted as it is now, or <see langword="null"/>.</summary>
    public AcceptedBefore? Find(string fingerprint) => _known.GetValueOrDefault(fingerprint);

    /// <summary>Stands for a package, its extracted files, and what they are held against.</summary>
    /// <exception cref="IOException">The folder can't be read.</exception>
    public string FingerprintOf(RestoredPackage package)
    {
        ArgumentNullException.ThrowIfNull(package);
        var text = new StringBuilder(_demands).Append('\n');
        Append(text, package.File!);
        if (package.UsedFiles is { } used)
            foreach (var file in used)
                Append(text, ExtractedFiles.PathOf(package, file));
        else
            text.AppendJoin("", ExtractedFiles.StatesIn(package));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }

    /// <summary>Remembers those that were accepted. A file that can't be written is no failure.</summary>
    public async Task SaveAsync(IEnumerable<VerifiedPackage> packages, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(packages);
        var now = _clock.GetUtcNow();
        var isAnyFresh = false;
        foreach (var package in packages.Where(package => package is { Fingerprint.Length: > 0, Result.IsAccepted: true }))
            isAnyFresh |= _known.TryAdd(package.Fingerprint, new AcceptedBefore(now, package.Result.Verdict));
        if (!isAnyFresh || _path is null)
            return;
        var lines = _known.OrderByDescending(entry => entry.Value.Time).Take(MostEntries)
            .Select(entry => string.Create(
                CultureInfo.InvariantCulture, $"{entry.Key} {entry.Value.Time.ToUnixTimeSeconds()} {entry.Value.Verdict.ToString().ToLowerInvariant()}\n"));
        await CacheFile.TryWriteAsync(_path, Encoding.ASCII.GetBytes(string.Concat(lines)), cancellationToken);
    }

    private static void Append(StringBuilder text, string path)
    {
        var file = new FileInfo(path);
        text.Append(file.Exists ? ExtractedFiles.StateOf(path, file.Length, file.LastWriteTimeUtc.Ticks) : $"{path}\n");
    }

    private static (string Fingerprint, AcceptedBefore Accepted)? Parse(string line)
    {
        if (line.Split(' ') is not [{ Length: 2 * SHA256.HashSizeInBytes } fingerprint, var time, var word]
            || !uint.TryParse(time, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds))
            return null;
        Verdict? verdict = word switch
        {
            "trusted" => Verdict.Trusted,
            "unsigned" => Verdict.Unsigned,
            _ => null,
        };
        return verdict is { } known ? (fingerprint, new AcceptedBefore(DateTimeOffset.FromUnixTimeSeconds(seconds), known)) : null;
    }

    private static bool IsFresh(DateTimeOffset time, TimeProvider clock)
    {
        var age = clock.GetUtcNow() - time;
        return age >= TimeSpan.Zero && age < MostAge;
    }
}
