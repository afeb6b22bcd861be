using CodeSign.Manifests;
using CodeSign.Manifests.Reports;
using CodeSign.Signing;

namespace CodeSign.Build.Files;

/// <summary>The page for people beside a manifest.</summary>
internal static class ManifestReport
{
    /// <summary>Where the page of a manifest stands: <c>….codesign.html</c> beside <c>….codesign.json</c>.</summary>
    public static string PathOf(string manifest) => Path.ChangeExtension(manifest, ".html");

    /// <summary>Writes the page, unless it is there already.</summary>
    /// <param name="manifest">Full path of the manifest.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="Diagnostics.CodeSignException">The manifest can't be read, or the page can't be written.</exception>
    public static async Task WriteMissingAsync(string manifest, CancellationToken cancellationToken)
    {
        var path = PathOf(manifest);
        if (File.Exists(path))
            return;
        var content = await SignatureManifestFile.ReadAsync(manifest, cancellationToken);
        await AtomicFile.WriteAsync(
            path,
            (file, _) =>
            {
                HtmlReport.Write(content, file);
                return Task.CompletedTask;
            },
            cancellationToken);
    }
}
