using System.Globalization;
using CodeSign.Build.Files;
using CodeSign.Build.Pipelines;
using CodeSign.Build.Settings;
using CodeSign.Build.TestGate;
using CodeSign.Diagnostics;
using CodeSign.FileSystem;
using CodeSign.Manifests;

namespace CodeSign.Build.Publish;

/// <summary>Writes the manifest into a published folder, where something has changed since the last one.</summary>
/// <param name="step">The step.</param>
/// <param name="product">What is published.</param>
internal sealed class PublishManifest(PublishStep step, PublishedProduct product)
{
    /// <summary>The manifest that the last publish wrote, if it is still as it was.</summary>
    public PlacedManifest? Current => step.Last.Folder is { Manifest: { } manifest } last && PathNames.Comparer.Equals(last.Path, step.Folder)
        && manifest.IsCurrent() ? manifest : null;

    /// <summary>Writes and signs the manifest, or leaves the last one where it still holds.</summary>
    /// <exception cref="Diagnostics.CodeSignException">
    /// The version is none, the manifest can't be signed, or a file can't be written.
    /// </exception>
    public async Task<PlacedManifest> WriteAsync(
        PublishedFolder folder, IReadOnlyList<FolderEntry> entries, CancellationToken cancellationToken)
    {
        var about = product.Folder;
        var path = Path.Combine(step.Folder, SignatureManifestFile.NameOf(about.Id, about.Version));
        var current = Current;
        if (current is not null && PathNames.Comparer.Equals(current.Path, path) && IsSame(step.Last.Folder!, folder))
            return current;

        var files = entries.SelectMany(entry => entry.ToManifest()).ToList();
        var staged = await StageAsync(about, files, entries, cancellationToken);
        var placed = await staged.PlaceAsync(path, cancellationToken);
        await new PipelineSummary(step.Log, Environment.GetEnvironmentVariable)
            .ShowAsync(staged.Content, step.Options.Settings.StateDirectory, cancellationToken);
        if (current is not null && !PathNames.Comparer.Equals(current.Path, path))
            current.Delete();
        step.Log.Summary(Summary(files, path));
        return placed;
    }

    private async Task<StagedManifest> StageAsync(
        ManifestFolder about, IReadOnlyList<ManifestFile> files, IReadOnlyList<FolderEntry> entries, CancellationToken cancellationToken)
    {
        var settings = step.Options.Settings;
        using var session = new SigningSession(settings, step.Log);
        // The manifest's key is opened before the signers are listed: it is one of them.
        var profile = await session.ManifestProfileAsync(cancellationToken);
        var others = entries.SelectMany(entry => entry.Planned.Signers).Distinct().Select(ManifestPart.ReadSigner);
        List<ManifestSigner> signers = [.. session.UsedIdentities.Select(ManifestSigner.From), .. others];
        var manifest = new SignatureManifest
        {
            SchemaVersion = SignatureManifest.CurrentSchemaVersion,
            Tool = SigningSession.Tool,
            Created = DateTimeOffset.UtcNow,
            Development = signers.Exists(signer => signer.IsDevelopment),
            Folder = about,
            Repository = product.Repository,
            Build = BuildOriginDetector.Detect(Environment.GetEnvironmentVariable, Environment.UserName, Environment.MachineName),
            Signers = signers,
            Files = files,
        };
        var path = Path.Combine(settings.StateDirectory, "manifests", SignatureManifestFile.NameOf(about.Id, about.Version));
        var tested = await KeptVerdict.DescribeAsync(manifest, settings.StateDirectory, cancellationToken);
        return await StagedManifest.WriteAsync(tested, path, session, profile, cancellationToken);
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
            $"CodeSign.Build: {step.Folder}: {Quantity.Of(signed.Count, "file")} signed{time}, "
            + $"{files.Count - signed.Count} left as they came, manifest {Path.GetFileName(path)}");
    }
}
