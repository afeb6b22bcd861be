using CodeSign.Threading;
using CodeSign.Timestamping;

namespace CodeSign.Signing;

/// <summary>
/// What the first signature of a process needs and no file changes, done on other threads while the first files are staged.
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
        // What goes wrong shows where it is needed: WhenAny waits for the end, and never fails.
        return new EnginePreparation(
            Task.WhenAny(BlockingWork.Run(() => authorities.ForEach(authority => authority.Prepare()))),
            Task.WhenAny(BlockingWork.Run(() => signers.ForEach(signer => inspector.Prepare(signer.Chain)))));
    }

    private static void Collect(SigningProfile profile, ContainerWork? container, HashSet<SigningProfile> profiles)
    {
        profiles.Add(profile);
        foreach (var entry in container?.Entries ?? [])
            Collect(entry.Profile, entry.Container, profiles);
    }

    /// <summary>Waits for the end: the certificates are the caller's, who may dispose them then.</summary>
    public ValueTask DisposeAsync() => new(Task.WhenAll(_timestamps, Verification));
}
