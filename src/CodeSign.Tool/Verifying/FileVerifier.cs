using CodeSign.Formats.Detached;
using CodeSign.Tool.Input;
using CodeSign.Verification;
using CodeSign.Verification.Containers;
using CodeSign.Verification.Detached;
using CodeSign.Verification.Policies;

namespace CodeSign.Tool.Verifying;

/// <summary>Verifies many files at once.</summary>
internal sealed class FileVerifier
{
    private readonly ArtifactVerifier _verifier = new();
    private readonly VerificationOptions _options;
    private readonly NestedVerifier? _inside;

    /// <summary>Makes a verifier.</summary>
    /// <param name="options">What files are held against.</param>
    /// <param name="isDeep">Whether packages and archives are looked into.</param>
    public FileVerifier(VerificationOptions options, bool isDeep = false)
    {
        _options = options;
        _inside = isDeep ? new NestedVerifier(_verifier) : null;
    }

    /// <summary>Verifies files.</summary>
    /// <param name="files">The files.</param>
    /// <param name="progress">Is told of each file that is done.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>What was found, in the order of the files; what is in a file stands behind it.</returns>
    public async Task<IReadOnlyList<VerifiedFile>> VerifyAsync(
        IReadOnlyList<SelectedFile> files, IProgress<SelectedFile> progress, CancellationToken cancellationToken)
    {
        var results = new IReadOnlyList<VerifiedFile>[files.Count];
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = cancellationToken };
        await Parallel.ForAsync(0, files.Count, parallel, async (index, token) =>
        {
            results[index] = await VerifyWithContentAsync(files[index], token);
            progress.Report(files[index]);
        });
        return [.. results.SelectMany(result => result)];
    }

    /// <summary>Verifies one file, and does not look into it.</summary>
    public async Task<VerifiedFile> VerifyAsync(SelectedFile file, CancellationToken cancellationToken)
    {
        try
        {
            var item = _options.Policy is null ? null : new PolicyItem { Path = file.Name };
            return new VerifiedFile(file, await VerifyAsync(file.Path, _options with { Item = item }, cancellationToken), null);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Unreadable(file, e);
        }
    }

    private async Task<IReadOnlyList<VerifiedFile>> VerifyWithContentAsync(SelectedFile file, CancellationToken cancellationToken)
    {
        var own = await VerifyAsync(file, cancellationToken);
        if (_inside is null || own.Result is not { } result)
            return [own];
        try
        {
            return Join(file, await _inside.LookInsideAsync(file.Path, file.Name, result, _options, cancellationToken));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [Unreadable(file, e)];
        }
    }

    private static VerifiedFile Unreadable(SelectedFile file, Exception reason) => new(
        file, null,
        ToolDiagnostics.Unreadable.Create($"The file can't be read: {reason.Message}", "Make it readable for this user.", file.Name));

    /// <summary>An archive that is no package is told of only where nothing in it can be verified, or something is wrong with it.</summary>
    private static IReadOnlyList<VerifiedFile> Join(SelectedFile file, IReadOnlyList<NestedResult> nested)
    {
        var own = new VerifiedFile(file, nested[0].Result, null) { IsPlainArchive = nested[0].IsPlainArchive };
        var inside = nested.Skip(1).Select(one => new VerifiedFile(
            file with { Name = one.Name, Entry = one.Name[(file.Name.Length + NestedVerifier.Separator.Length)..] }, one.Result, null));
        return nested.Count > 1 && own is { IsPlainArchive: true, Result.Verdict: Verdict.Unsigned } ? [.. inside] : [own, .. inside];
    }

    /// <summary>
    /// A signature's own file is about the file beside it; a file that can't carry a signature inside may have one beside it.
    /// </summary>
    private async Task<VerificationResult> VerifyAsync(string path, VerificationOptions options, CancellationToken cancellationToken)
    {
        if (path.EndsWith(DetachedFormat.Extension, StringComparison.OrdinalIgnoreCase) && path[..^DetachedFormat.Extension.Length] is var content
            && File.Exists(content))
            return await _verifier.VerifyDetachedAsync(content, path, options, cancellationToken);
        var result = await _verifier.VerifyAsync(path, options, cancellationToken);
        var beside = path + DetachedFormat.Extension;
        return File.Exists(beside) && SpeaksFor(result, path)
            ? await _verifier.VerifyDetachedAsync(path, beside, options, cancellationToken)
            : result;
    }

    private static bool SpeaksFor(VerificationResult own, string path)
    {
        using var file = File.OpenRead(path);
        return SignatureBeside.SpeaksFor(own, file);
    }
}
