namespace CodeSign.Signing;

/// <summary>Jobs whose sources have the same bytes and whose profiles are equal: one signature serves them all.</summary>
/// <param name="Jobs">The jobs, at least one.</param>
/// <param name="Sha256">SHA-256 of the sources where it had to be known to tell, hexadecimal, lower case.</param>
internal sealed record DistinctContent(IReadOnlyList<SigningJob> Jobs, string? Sha256)
{
    /// <summary>
    /// Groups jobs by content. A file whose length no other has is not read: nothing can be equal to it, and signing reads it anyway.
    /// </summary>
    public static async Task<IReadOnlyList<DistinctContent>> GroupAsync(
        IReadOnlyList<SigningJob> jobs, int parallelism, CancellationToken cancellationToken)
    {
        var sameLength = jobs.GroupBy(job => new Outside(LengthOf(job.Source), job.Profile)).ToList();
        var contents = sameLength.Where(group => group.Count() == 1).Select(group => new DistinctContent([.. group], null)).ToList();
        var doubtful = sameLength.Where(group => group.Count() > 1).SelectMany(group => group).ToArray();
        if (doubtful.Length == 0)
            return contents;

        var digested = new DigestedJob[doubtful.Length];
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = parallelism, CancellationToken = cancellationToken };
        await Parallel.ForAsync(0, doubtful.Length, parallel, async (index, token) =>
            digested[index] = new DigestedJob(doubtful[index], await DigestOf(doubtful[index].Source, token)));
        contents.AddRange(digested
            .GroupBy(pair => new Inside(pair.Sha256, pair.Job.Profile), pair => pair.Job)
            .Select(group => new DistinctContent([.. group], group.Key.Sha256)));
        return contents;
    }

    private static long LengthOf(string path)
    {
        var file = new FileInfo(path);
        return file.Exists ? file.Length : throw Missing(path, null);
    }

    private static async Task<string> DigestOf(string path, CancellationToken cancellationToken)
    {
        try
        {
            return await FileDigest.Sha256Async(path, cancellationToken);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Missing(path, e);
        }
    }

    private static Diagnostics.CodeSignException Missing(string path, Exception? inner) => StagingDiagnostics.CannotStage.Exception(
        $"{path} is to be signed, and can't be read{(inner is null ? ": it does not exist." : $": {inner.Message}")}",
        "Make sure that the build writes it before it is signed.", path, inner);

    private sealed record Outside(long Length, SigningProfile Profile);

    private sealed record Inside(string Sha256, SigningProfile Profile);

    private sealed record DigestedJob(SigningJob Job, string Sha256);
}
