using System.Text.Json;
using CodeSign.Diagnostics;
using CodeSign.Formats.Detached;
using CodeSign.Signing;

namespace CodeSign.Manifests;

/// <summary>Signature manifests as files.</summary>
public static class SignatureManifestFile
{
    /// <summary>How many bytes of a manifest are read at most: room for some 50,000 files.</summary>
    public const int MaxLength = 64 * 1024 * 1024;

    private const int SchemaVersionLookAhead = 4096;

    /// <summary>How the names of all manifests end.</summary>
    public const string Suffix = ".codesign.json";

    /// <summary>The name of a package's manifest, or a published folder's: <c>ID.VERSION.codesign.json</c>.</summary>
    /// <param name="id">The package's id.</param>
    /// <param name="version">Its normalised version.</param>
    public static string NameOf(string id, string version) => $"{id}.{version}{Suffix}";

    /// <summary>Where the signature of a manifest stands: beside it.</summary>
    /// <param name="manifest">Path of the manifest.</param>
    public static string SignatureOf(string manifest) => manifest + DetachedFormat.Extension;

    /// <summary>Writes a manifest, so that its place holds the old one or the whole new one at every moment.</summary>
    /// <param name="manifest">The manifest; its lists are put into the order that the schema asks for.</param>
    /// <param name="path">Full path of the file.</param>
    /// <param name="cancellationToken">Ends the writing, and leaves the file as it was.</param>
    /// <exception cref="CodeSignException">The file can't be written.</exception>
    public static Task WriteAsync(SignatureManifest manifest, string path, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(manifest);
        var ordered = manifest with
        {
            Files = [.. manifest.Files.OrderBy(file => file.Path, StringComparer.Ordinal)],
            Detached = manifest.Detached is null ? null : [.. manifest.Detached.OrderBy(file => file.Path, StringComparer.Ordinal)],
            Archives = manifest.Archives is null ? null : [.. manifest.Archives.OrderBy(file => file.Path, StringComparer.Ordinal)],
            Signers = [.. manifest.Signers.DistinctBy(signer => signer.Sha256).OrderBy(signer => signer.Sha256, StringComparer.Ordinal)],
        };
        return AtomicFile.WriteAsync(path, async (file, token) =>
        {
            await JsonSerializer.SerializeAsync(file, ordered, ManifestJson.Readable.SignatureManifest, token);
            file.Write("\n"u8);
        }, cancellationToken);
    }

    /// <summary>Reads a manifest.</summary>
    /// <param name="path">Full path of the file.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="CodeSignException">The file is no manifest, is too large, or has a version that is not known here.</exception>
    public static async Task<SignatureManifest> ReadAsync(string path, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(path);
        try
        {
            await using var file = SharedFile.OpenRead(path);
            if (file.Length > MaxLength)
                throw Unreadable(path, $"it has {file.Length} bytes; more than {MaxLength} are not read.");
            await RequireKnownVersionAsync(file, path, cancellationToken);
            file.Position = 0;
            var manifest = await JsonSerializer.DeserializeAsync(file, ManifestJson.Readable.SignatureManifest, cancellationToken)
                ?? throw Unreadable(path, "it holds null.");
            return manifest.Package is null == manifest.Folder is null
                ? throw Unreadable(path, "it must be about a package or about a folder.")
                : manifest;
        }
        catch (JsonException e)
        {
            throw Unreadable(path, e.Message, e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Unreadable(path, e.Message, e);
        }
    }

    /// <summary>A later version may look different in every other way, so its number, which comes first, is looked at before.</summary>
    private static async Task RequireKnownVersionAsync(FileStream file, string path, CancellationToken cancellationToken)
    {
        var beginning = new byte[SchemaVersionLookAhead];
        var read = await file.ReadAtLeastAsync(beginning, beginning.Length, throwOnEndOfStream: false, cancellationToken);
        if (ReadVersion(beginning.AsSpan(0, read)) is not { } version)
            throw Unreadable(path, "it does not begin with a schemaVersion.");
        if (version is < 1 or > SignatureManifest.CurrentSchemaVersion)
            throw ManifestDiagnostics.UnknownVersion.Exception(
                $"{path} has schema version {version}; this version of CodeSign.Build knows up to {SignatureManifest.CurrentSchemaVersion}.",
                "Read it with the version of CodeSign.Build that wrote it, or a newer one.", path);
    }

    private static int? ReadVersion(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, isFinalBlock: false, default);
        var found = reader.Read() && reader.TokenType == JsonTokenType.StartObject
            && reader.Read() && reader.TokenType == JsonTokenType.PropertyName && reader.ValueTextEquals("schemaVersion"u8)
            && reader.Read() && reader.TokenType == JsonTokenType.Number;
        return found && reader.TryGetInt32(out var version) ? version : null;
    }

    private static CodeSignException Unreadable(string path, string cause, Exception? inner = null) => ManifestDiagnostics.Unreadable.Exception(
        $"{path} is no signature manifest that can be read: {cause}", "Take the manifest that was written beside the package or into the published folder.", path, inner);
}
