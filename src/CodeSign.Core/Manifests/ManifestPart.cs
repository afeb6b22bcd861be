using System.Text.Json;

namespace CodeSign.Manifests;

/// <summary>Parts of manifests as JSON, for keeping them until a manifest is written.</summary>
public static class ManifestPart
{
    /// <summary>Writes what a manifest says about a file.</summary>
    public static string Write(ManifestFile file) => JsonSerializer.Serialize(file, ManifestJson.Readable.ManifestFile);

    /// <summary>Writes what a manifest says about a detached signature.</summary>
    public static string Write(ManifestDetachedSignature signature) =>
        JsonSerializer.Serialize(signature, ManifestJson.Readable.ManifestDetachedSignature);

    /// <summary>Writes what a manifest says about a signer.</summary>
    public static string Write(ManifestSigner signer) => JsonSerializer.Serialize(signer, ManifestJson.Readable.ManifestSigner);

    /// <summary>Reads what <see cref="Write(ManifestFile)"/> wrote.</summary>
    /// <exception cref="JsonException">It is something else.</exception>
    public static ManifestFile ReadFile(string json) =>
        JsonSerializer.Deserialize(json, ManifestJson.Readable.ManifestFile) ?? throw new JsonException();

    /// <summary>Reads what <see cref="Write(ManifestDetachedSignature)"/> wrote.</summary>
    /// <exception cref="JsonException">It is something else.</exception>
    public static ManifestDetachedSignature ReadDetached(string json) =>
        JsonSerializer.Deserialize(json, ManifestJson.Readable.ManifestDetachedSignature) ?? throw new JsonException();

    /// <summary>Reads what <see cref="Write(ManifestSigner)"/> wrote.</summary>
    /// <exception cref="JsonException">It is something else.</exception>
    public static ManifestSigner ReadSigner(string json) =>
        JsonSerializer.Deserialize(json, ManifestJson.Readable.ManifestSigner) ?? throw new JsonException();
}
