using System.Security.Cryptography;
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
        return File.Exists(path) ? Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path))) : null;
    }

    /// <summary>Stands for settings and verdict together.</summary>
    public static string Join(string fingerprint, string? verdict) => verdict is null ? fingerprint : $"{fingerprint} {verdict}";

    /// <summary>Says in a manifest what was tested, where there is a gate.</summary>
    public static async Task<SignatureManifest> DescribeAsync(
        SignatureManifest manifest, string stateDirectory, CancellationToken cancellationToken) =>
        await TestGateStateFile.ReadAsync(PathIn(stateDirectory), cancellationToken) is { } state ? ManifestTests.Add(manifest, state) : manifest;
}
