using CodeSign.Build.Settings;
using CodeSign.Diagnostics;
using CodeSign.FileSystem;
using CodeSign.Formats;
using CodeSign.Signing;

namespace CodeSign.Build.Pack;

/// <summary>Makes detached signatures, as far as the last pack has not made them.</summary>
/// <param name="settings">The packing project's settings: its key signs.</param>
/// <param name="log">Where diagnostics go.</param>
internal sealed class DetachedSigner(ProjectSettings settings, TaskLog log)
{
    /// <summary>
    /// Gives the state of all detached signatures: what the last pack knew, where it is still true, and what was done now.
    /// </summary>
    /// <param name="last">The signatures that the last pack has made with these settings.</param>
    /// <param name="files">The files to sign.</param>
    /// <param name="cancellationToken">Ends the work; no signature is moved into place then.</param>
    /// <exception cref="CodeSignException">A file can't be signed, or its signature's place is taken.</exception>
    public async Task<IReadOnlyList<DetachedState>> SignAsync(
        IReadOnlyList<DetachedState> last, IReadOnlyList<DetachedFile> files, CancellationToken cancellationToken)
    {
        var known = last.ToDictionary(state => state.Signature, PathNames.Comparer);
        var current = files.Select(file => known.GetValueOrDefault(file.Signature)).ToList();
        for (var index = 0; index < current.Count; index++)
            if (current[index]?.IsCurrent(files[index]) != true)
                current[index] = null;

        var changed = files.Where((_, index) => current[index] is null).ToList();
        if (changed.Count == 0)
            return [.. current.OfType<DetachedState>()];
        return [.. current.OfType<DetachedState>(), .. await SignAsync(changed, cancellationToken)];
    }

    private async Task<IReadOnlyList<DetachedState>> SignAsync(List<DetachedFile> files, CancellationToken cancellationToken)
    {
        // Noted before anything is read: a file that changes meanwhile is looked at again next time.
        var before = files.ConvertAll(file => new FileInfo(file.Source));
        before.ForEach(file => file.Refresh());
        using var session = new SigningSession(settings, log);
        var profile = await session.AssemblyProfileAsync(settings, cancellationToken);
        foreach (var file in files.Where(file => !file.IsPacked && Path.Exists(file.Signature)))
            await RequireOursAsync(file, session, profile, cancellationToken);

        var jobs = files.ConvertAll(file => new SigningJob(file.Source, file.Signature, profile));
        var signed = await session.SignAsync(session.DetachedFormats, jobs, cancellationToken);
        foreach (var file in files.Where(file => !file.IsPacked))
            log.Summary($"CodeSign.Build: {file.Source} signed, its signature is {file.Signature}");
        return [.. files.Select((file, index) => DetachedState.Of(file, before[index], signed[index]))];
    }

    /// <summary>What stands in the signature's place may be replaced where we have put it there, for whatever content.</summary>
    private async Task RequireOursAsync(
        DetachedFile file, SigningSession session, SigningProfile profile, CancellationToken cancellationToken)
    {
        if ((file.Existing ?? settings.Existing) == ExistingSignature.Replace)
            return;
        var found = await session.DetachedInspector.InspectDetachedAsync(file.Source, file.Signature, cancellationToken);
        if (found.Subject == profile.Signer.Certificate.Subject)
            return;
        if (found.Subject is null)
            throw DetachedDiagnostics.NoSignature(file);
        throw DetachedDiagnostics.PlaceTaken.Exception(
            $"{file.Signature} is a signature of {found.Subject}, not one of {profile.Signer.Certificate.Subject}, which signs here.",
            "Move it away, or set Existing=\"replace\" on the CodeSignFile item.", file.Source);
    }
}
