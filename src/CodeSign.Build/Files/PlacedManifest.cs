using System.Security.Cryptography;
using System.Text.Json;
using CodeSign.FileSystem;
using CodeSign.Manifests;

namespace CodeSign.Build.Files;

/// <summary>A manifest in its place.</summary>
/// <param name="Path">Full path of the manifest.</param>
/// <param name="Sha256">SHA-256 of the manifest and of the signature beside it, hexadecimal: whoever changes one is noticed.</param>
internal sealed record PlacedManifest(string Path, string Sha256)
{
    /// <summary>Notes a manifest as it is.</summary>
    /// <exception cref="IOException">It can't be read.</exception>
    public static PlacedManifest Of(string path) => new(path, Digest(path));

    private string[] Files => [Path, SignatureManifestFile.SignatureOf(Path), ManifestReport.PathOf(Path)];

    /// <summary>Whether manifest and signature are as they were.</summary>
    public bool IsCurrent() => File.Exists(Path) && Digest(Path) == Sha256;

    /// <summary>Whether a file is the manifest, its signature or its page.</summary>
    public bool Is(string path) => Files.Contains(path, PathNames.Comparer);

    /// <summary>Removes the manifest with its signature and page.</summary>
    public void Delete()
    {
        foreach (var file in Files)
            File.Delete(file);
    }

    /// <summary>Writes it into an object, beside other values.</summary>
    public static void Write(Utf8JsonWriter writer, PlacedManifest? manifest)
    {
        writer.WriteString("manifest", manifest?.Path);
        writer.WriteString("manifestSha256", manifest?.Sha256);
    }

    /// <summary>Reads it from such an object.</summary>
    public static PlacedManifest? Read(JsonElement element) =>
        StateJson.OptionalText(element, "manifest") is { } path ? new PlacedManifest(path, StateJson.Text(element, "manifestSha256")) : null;

    private static string Digest(string path)
    {
        using var sha256 = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        sha256.AppendData(File.ReadAllBytes(path));
        var signature = SignatureManifestFile.SignatureOf(path);
        if (File.Exists(signature))
            sha256.AppendData(File.ReadAllBytes(signature));
        return Convert.ToHexStringLower(sha256.GetHashAndReset());
    }
}
