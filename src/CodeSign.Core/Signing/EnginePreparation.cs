using CodeSign.Threading;
using CodeSign.Timestamping;

namespace CodeSign.Signing;

/// <summary>
/// What the first signature of a process needs and no file changes, done on other threads while the first files are staged.
/// What goes wrong here shows where it is needed.
/// </summary>
internal sealed class EnginePreparation : IAsyncDisposable
{
    private readonly Task _timestamps;

    private EnginePreparation(Task timestamps, Task verification)
    {
        _timestamps = timestamps;
        Verification = verification;
    }

    /// <summary>Ends, and never fails, when the reader is ready to verify what the signers of all jobs sign.</summary>
    public Task Verification { get; }

    /// <summary>Starts.</summary>
    public static EnginePreparation Start(IReadOnlyList<SigningJob> jobs, ISignatureInspector inspector)
    {
        var profiles = new HashSet<SigningProfile>(ReferenceEqualityComparer.Instance);
        foreach (var job in jobs)
            Collect(job.Profile, job.Container, profiles);
        var authorities = profiles.Select(profile => profile.Timestamps).OfType<ITimestampAuthority>().Distinct().ToList();
        var signers = profiles.Select(profile => profile.Signer).Distinct().ToList();
        return new EnginePreparation(
            BlockingWork.Run(() => authorities.ForEach(authority => authority.Prepare())),
            IgnoringFailures(BlockingWork.Run(() => signers.ForEach(signer => inspector.Prepare(signer.Chain)))));
    }

    private static void Collect(SigningProfile profile, ContainerWork? container, HashSet<SigningProfile> profiles)
    {
        profiles.Add(profile);
        foreach (var entry in container?.Entries ?? [])
            Collect(entry.Profile, entry.Container, profiles);
    }

    /// <summary>Waits for the end: the certificates are the caller's, who may dispose them then.</summary>
    public async ValueTask DisposeAsync()
    {
        await IgnoringFailures(_timestamps);
        await Verification;
    }

    private static async Task IgnoringFailures(Task task) => await task.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
}
