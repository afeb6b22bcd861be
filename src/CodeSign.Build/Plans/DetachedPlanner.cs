using CodeSign.Build.Pack;
using CodeSign.Build.Settings;
using CodeSign.Diagnostics;
using CodeSign.FileSystem;
using CodeSign.Formats;
using CodeSign.Formats.Detached;
using CodeSign.Plans;
using CodeSign.Signing;

namespace CodeSign.Build.Plans;

/// <summary>Says which detached signatures a <see cref="DetachedSigner"/> would make, without a key.</summary>
/// <param name="settings">The packing project's settings.</param>
internal sealed class DetachedPlanner(ProjectSettings settings)
{
    private readonly KeylessSession _session = new(settings);

    /// <summary>Says it.</summary>
    /// <param name="last">The signatures that the last pack has made with these settings.</param>
    /// <param name="files">The files to sign.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="CodeSignException">Something that is no signature stands in a signature's place.</exception>
    public async Task<IReadOnlyList<PlanDetachedSignature>> PlanAsync(
        IReadOnlyList<DetachedState> last, IReadOnlyList<DetachedFile> files, CancellationToken cancellationToken)
    {
        if (files.Count == 0)
            return [];
        var terms = await _session.AssemblyTermsAsync(settings, cancellationToken);
        var planned = new List<PlanDetachedSignature>();
        foreach (var file in files)
            planned.Add(last.Any(state => PathNames.Comparer.Equals(state.Signature, file.Signature) && state.IsCurrent(file))
                ? Describe(file, PlanAction.Sign) with { UpToDate = true }
                : Describe(file, await DecideAsync(file, terms, cancellationToken)) with { Signature = PlanSignature.From(terms) });
        return planned;
    }

    private async Task<PlanAction> DecideAsync(DetachedFile file, SigningTerms terms, CancellationToken cancellationToken)
    {
        if (file.IsPacked || !Path.Exists(file.Signature) || (file.Existing ?? settings.Existing) == ExistingSignature.Replace)
            return PlanAction.Sign;
        var found = await _session.DetachedInspector.InspectDetachedAsync(file.Source, file.Signature, cancellationToken);
        if (found.Subject is null)
            throw DetachedDiagnostics.NoSignature(file);
        return found.CertificateSha256 == terms.CertificateSha256 ? PlanAction.Sign : PlanAction.Undecided;
    }

    private static PlanDetachedSignature Describe(DetachedFile file, PlanAction action) => new()
    {
        Path = file.Places[0],
        Packed = file.IsPacked,
        SignaturePath = file.Places[0] + DetachedFormat.Extension,
        Action = action,
    };
}
