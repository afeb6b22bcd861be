using System.Security.Cryptography;
using CodeSign.Build.Files;
using CodeSign.Manifests;
using CodeSign.TestGate;

namespace CodeSign.Build.TestGate;

/// <summary>
/// Where a project keeps the last verdict of its test gate: for the next build, which has nothing to judge while it ships what was judged, and
/// for manifests. There is none where there is no gate.
/// </summary>
internal static class KeptVerdict
{
    /// <summary>The file, by the directory of the pack's or the publish's state.</summary>
    public static string PathIn(string stateDirectory) => Path.Combine(stateDirectory, "tests.json");

    /// <summary>Stands for the verdict, hexadecimal; <see langword="null"/> where there is none.</summary>
    public static string? Fingerprint(string stateDirectory)
    {
        var path = PathIn(stateDirectory);
        return File.Exists(path) ? Fingerprint(File.ReadAllBytes(path)) : null;
    }

    /// <summary>
    /// Whether files are those that the last build has signed under the verdict that is kept, and as they were then: there is nothing new to
    /// judge. It reads no assembly.
    /// </summary>
    /// <param name="stateDirectory">The directory of the pack's or the publish's state.</param>
    /// <param name="last">What stood for the verdict in the last build; <see langword="null"/> where it had none.</param>
    /// <param name="settings">What stands for the gate's settings now.</param>
    /// <param name="known">What the last build knew of the files.</param>
    /// <param name="files">The files.</param>
    /// <param name="cancellationToken">Ends the comparison.</param>
    public static bool Holds(
        string stateDirectory, string? last, string settings, KnownInputs known, IEnumerable<InputFile> files, CancellationToken cancellationToken)
    {
        var path = PathIn(stateDirectory);
        if (last is null || !File.Exists(path))
            return false;
        var verdict = File.ReadAllBytes(path);
        return last == Fingerprint(verdict) && settings == TestGateStateFile.ReadSettings(verdict)
            && known.Compare(files, cancellationToken).Changed.Count == 0;
    }

    /// <summary>Stands for settings and verdict together.</summary>
    public static string Join(string fingerprint, string? verdict) => verdict is null ? fingerprint : $"{fingerprint} {verdict}";

    /// <summary>Says in a manifest what was tested, where there is a gate.</summary>
    public static async Task<SignatureManifest> DescribeAsync(
        SignatureManifest manifest, string stateDirectory, CancellationToken cancellationToken) =>
        await TestGateStateFile.ReadAsync(PathIn(stateDirectory), cancellationToken) is { } state ? ManifestTests.Add(manifest, state) : manifest;

    private static string Fingerprint(byte[] verdict) => Convert.ToHexStringLower(SHA256.HashData(verdict));
}
