using CodeSign.Signing;
using CodeSign.Timestamping;

namespace CodeSign.Benchmarks;

/// <summary>
/// What a loop around a signing tool does: one file after the other, the servers asked once each, and when none gives a timestamp the whole
/// signing is done anew after a pause, with another operation of the key. Attempts and pauses are those of dotnet/sign (three, after 5
/// and 11.2 seconds), the time limit of a request that of jsign (10 seconds). A file that fails three times is given up, and the next
/// one is signed. Signing itself, the checks of replies and the verification are the engine's: only the strategy differs.
/// </summary>
internal sealed class NaiveFaultContender(Workbench bench) : FaultContender(bench)
{
    private static readonly TimeSpan AttemptTimeout = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan[] Pauses = [TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(11.2)];

    protected override async Task<int> SignAsync(
        IReadOnlyList<SigningJob> jobs, TimestampClientOptions options, CancellationToken cancellationToken)
    {
        var failed = 0;
        var naive = options with { Concurrency = 1, Retries = 0, AttemptTimeout = AttemptTimeout };
        foreach (var job in jobs)
        {
            if (!await SignAsync(job, naive, cancellationToken))
                failed++;
        }

        return failed;
    }

    private async Task<bool> SignAsync(SigningJob job, TimestampClientOptions options, CancellationToken cancellationToken)
    {
        foreach (var pause in Pauses)
        {
            if (await TrySignAsync([job], options, cancellationToken))
                return true;
            await Task.Delay(pause, cancellationToken);
        }

        return await TrySignAsync([job], options, cancellationToken);
    }
}
