using System.Security.Cryptography;
using System.Text.Json;

namespace CodeSign.Build.Files;

/// <summary>A manifest in its place.</summary>
/// <param name="Path">Full path of the manifest.</param>
/// <param name="Sha256">SHA-256 of the manifest and of the signature beside it, hexadecimal: whoever changes one is noticed.</param>
internal sealed record PlacedManifest(string Path, string Sha256)
{
    /// <summary>Notes a manifest as it is.</summary>
    /// <exception cref="IOException">It can't be read.</exception>
    public static PlacedManifest Of(string path) => new(path, Digest(path));

    /// <summary>Full path of its signature, whether it has one or not.</summary>
    public string Signature => StagedManifest.SignatureOf(Path);

    /// <summary>Whether manifest and signature are as they were.</summary>
    public bool IsCurrent() => File.Exists(Path) && Digest(Path) == Sha256;

    /// <summary>Whether a file is the manifest, or its signature.</summary>
    public bool Is(string path) => PathNames.Comparer.Equals(path, Path) || PathNames.Comparer.Equals(path, Signature);

    /// <summary>Removes manifest and signature.</summary>
    public void Delete()
    {
        File.Delete(Path);
        File.Delete(Signature);
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
        var signature = StagedManifest.SignatureOf(path);
        if (File.Exists(signature))
            sha256.AppendData(File.ReadAllBytes(signature));
        return Convert.ToHexStringLower(sha256.GetHashAndReset());
    }
}
