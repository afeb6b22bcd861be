using System.Text;
using CodeSign.Diagnostics;
using CodeSign.Manifests;
using CodeSign.Manifests.Reports;
using CodeSign.Signing;

namespace CodeSign.Build.Pipelines;

/// <summary>
/// What was signed, on the page that GitHub Actions or Azure Pipelines shows of a run. Elsewhere the log's own line says it. A summary that
/// can't be written ends no build.
/// </summary>
/// <param name="log">Where the line for Azure Pipelines goes.</param>
/// <param name="environment">Reads an environment variable.</param>
internal sealed class PipelineSummary(TaskLog log, Func<string, string?> environment)
{
    private const int Attempts = 50;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(40);

    /// <summary>Shows a manifest.</summary>
    /// <param name="manifest">The manifest.</param>
    /// <param name="folder">Full path of a folder under obj, for the file that Azure Pipelines uploads.</param>
    /// <param name="cancellationToken">Ends the writing.</param>
    public async Task ShowAsync(SignatureManifest manifest, string folder, CancellationToken cancellationToken)
    {
        var isGitHub = Pipeline.IsGitHub(environment);
        if (!isGitHub && !Pipeline.IsAzure(environment))
            return;
        try
        {
            if (isGitHub && environment("GITHUB_STEP_SUMMARY") is { Length: > 0 } page)
                await AppendAsync(page, MarkdownSummary.Of(manifest) + "\n", cancellationToken);
            else if (!isGitHub)
                await UploadAsync(manifest, folder, cancellationToken);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CodeSignException)
        {
            log.Detail($"The summary of the run could not be written: {e.Message}");
        }
    }

    /// <summary>Projects that are built side by side append to one file, one at a time.</summary>
    private static async Task AppendAsync(string path, string text, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await using var file = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.None);
                await file.WriteAsync(Encoding.UTF8.GetBytes(text), cancellationToken);
                return;
            }
            catch (IOException) when (attempt < Attempts)
            {
                await Task.Delay(Pause, cancellationToken);
            }
        }
    }

    private async Task UploadAsync(SignatureManifest manifest, string folder, CancellationToken cancellationToken)
    {
        var path = Path.Combine(folder, "CodeSign.md");
        await AtomicFile.WriteAsync(
            path, async (file, token) => await file.WriteAsync(Encoding.UTF8.GetBytes(MarkdownSummary.Of(manifest)), token), cancellationToken);
        log.Summary($"##vso[task.uploadsummary]{path}");
    }
}
