using System.Globalization;
using CodeSign.Build.Files;
using CodeSign.Build.Settings;
using CodeSign.Manifests;

namespace CodeSign.Build.Publish;

/// <summary>Writes the manifest into a published folder, where something has changed since the last one.</summary>
/// <param name="step">The step.</param>
/// <param name="product">What is published.</param>
internal sealed class PublishManifest(PublishStep step, PublishedProduct product)
{
    /// <summary>Full path of the manifest that the last publish wrote, if it is still there.</summary>
    public string? Current => step.Last.Folder is { Manifest: { } manifest } last && PathNames.Comparer.Equals(last.Path, step.Folder)
        && File.Exists(manifest) ? manifest : null;

    /// <summary>Writes the manifest, or leaves the last one where it still holds. Gives its full path.</summary>
    /// <exception cref="Diagnostics.CodeSignException">The version is none, or the file can't be written.</exception>
    public async Task<string> WriteAsync(PublishedFolder folder, IReadOnlyList<FolderEntry> entries, CancellationToken cancellationToken)
    {
        var about = product.Folder;
        var path = Path.Combine(step.Folder, SignatureManifestFile.NameOf(about.Id, about.Version));
        if (PathNames.Comparer.Equals(Current, path) && IsSame(step.Last.Folder!, folder))
            return path;

        var files = entries.SelectMany(entry => entry.ToManifest()).ToList();
        var signers = entries.SelectMany(entry => entry.Planned.Signers).Distinct().Select(ManifestPart.ReadSigner).ToList();
        await SignatureManifestFile.WriteAsync(
            new SignatureManifest
            {
                SchemaVersion = SignatureManifest.CurrentSchemaVersion,
                Tool = SigningSession.Tool,
                Created = DateTimeOffset.UtcNow,
                Development = signers.Any(signer => signer.IsDevelopment),
                Folder = about,
                Repository = product.Repository,
                Build = BuildOriginDetector.Detect(Environment.GetEnvironmentVariable, Environment.UserName, Environment.MachineName),
                Signers = signers,
                Files = files,
            },
            path, cancellationToken);
        if (Current is { } other && !PathNames.Comparer.Equals(other, path))
            File.Delete(other);
        step.Log.Summary(Summary(files, path));
        return path;
    }

    private static bool IsSame(PublishedFolder last, PublishedFolder now)
    {
        return last.Fingerprint == now.Fingerprint && Contents(last).SetEquals(Contents(now));

        static HashSet<(string Path, string Sha256)> Contents(PublishedFolder folder) =>
            [.. folder.Files.Where(file => file.Sha256.Length > 0).Select(file => (file.Path, file.Sha256))];
    }

    private string Summary(List<ManifestFile> files, string path)
    {
        var signed = files.Where(file => file.Action == ManifestFileAction.Signed).ToList();
        var servers = signed.Select(file => file.Signature?.Timestamp?.Server).OfType<string>().Distinct().ToList();
        var time = servers.Count == 0 ? "" : $", timestamped by {string.Join(" and ", servers)}";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"CodeSign.Build: {step.Folder}: {signed.Count} {(signed.Count == 1 ? "file" : "files")} signed{time}, {files.Count - signed.Count} left as they came, manifest {Path.GetFileName(path)}");
    }
}
