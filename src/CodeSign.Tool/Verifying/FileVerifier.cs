using CodeSign.Tool.Input;
using CodeSign.Verification;
using CodeSign.Verification.Policies;

namespace CodeSign.Tool.Verifying;

/// <summary>Verifies many files at once.</summary>
/// <param name="options">What they are held against.</param>
internal sealed class FileVerifier(VerificationOptions options)
{
    private const string DetachedSuffix = ".p7s";

    private readonly ArtifactVerifier _verifier = new();

    /// <summary>Verifies files.</summary>
    /// <param name="files">The files.</param>
    /// <param name="progress">Is told of each file that is done.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>What was found, in the order of the files.</returns>
    public async Task<IReadOnlyList<VerifiedFile>> VerifyAsync(
        IReadOnlyList<SelectedFile> files, IProgress<SelectedFile> progress, CancellationToken cancellationToken)
    {
        var results = new VerifiedFile[files.Count];
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = cancellationToken };
        await Parallel.ForAsync(0, files.Count, parallel, async (index, token) =>
        {
            results[index] = await VerifyAsync(files[index], token);
            progress.Report(files[index]);
        });
        return results;
    }

    /// <summary>Verifies one file.</summary>
    public async Task<VerifiedFile> VerifyAsync(SelectedFile file, CancellationToken cancellationToken)
    {
        try
        {
            var item = options.Policy is null ? null : new PolicyItem { Path = file.Name };
            return new VerifiedFile(file, await VerifyAsync(file.Path, options with { Item = item }, cancellationToken), null);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new VerifiedFile(
                file, null,
                ToolDiagnostics.Unreadable.Create($"The file can't be read: {e.Message}", "Make it readable for this user.",
                        file.Name));
        }
    }

    /// <summary>
    /// A signature's own file is about the file beside it; a file that can't carry a signature inside may have one beside it.
    /// </summary>
    private async Task<VerificationResult> VerifyAsync(string path, VerificationOptions options, CancellationToken cancellationToken)
    {
        if (path.EndsWith(DetachedSuffix, StringComparison.OrdinalIgnoreCase) && path[..^DetachedSuffix.Length] is var content
            && File.Exists(content))
            return await _verifier.VerifyDetachedAsync(content, path, options, cancellationToken);
        var result = await _verifier.VerifyAsync(path, options, cancellationToken);
        return result.Format is null && File.Exists(path + DetachedSuffix)
            ? await _verifier.VerifyDetachedAsync(path, path + DetachedSuffix, options, cancellationToken)
            : result;
    }
}
