using CodeSign.Signing;
using CodeSign.Timestamping;

namespace CodeSign.Benchmarks;

/// <summary>The engine, as builds use it: one run for all files, one client with its defaults.</summary>
internal sealed class EngineFaultContender(Workbench bench) : FaultContender(bench)
{
    protected override async Task<int> SignAsync(
        IReadOnlyList<SigningJob> jobs, TimestampClientOptions options, CancellationToken cancellationToken) =>
        await TrySignAsync(jobs, options, cancellationToken) ? 0 : jobs.Count;
}
