using CodeSign.Diagnostics;
using CodeSign.Formats;
using CodeSign.Formats.Detached;
using CodeSign.Keys.Certificates;
using CodeSign.Plans;
using CodeSign.Signing;
using CodeSign.Tool.Input;

namespace CodeSign.Tool.Signing;

/// <summary>Says which signatures <see cref="FileSigner.SignBesideAsync"/> would make beside files, without a key.</summary>
/// <param name="inspector">Who reads the signatures that stand there already.</param>
/// <param name="signer">What is known of the signer.</param>
/// <param name="log">Where is told what speaks against it.</param>
internal sealed class BesidePlanner(SignatureInspector inspector, PublicSigner signer, IEngineLog log)
{
    /// <summary>Plans.</summary>
    /// <returns>
    /// The signatures, in the order of the files, or <see langword="null"/> where errors were reported and nothing may be signed.
    /// </returns>
    public async Task<IReadOnlyList<PlanDetachedSignature>?> PlanAsync(
        IReadOnlyList<SelectedFile> files, SigningTerms terms, CancellationToken cancellationToken)
    {
        var planned = new List<PlanDetachedSignature>();
        foreach (var file in files)
        {
            if (await DecideAsync(file, terms, cancellationToken) is { } action)
                planned.Add(Describe(file, action, terms));
        }

        return planned.Count == files.Count ? planned : null;
    }

    /// <summary>What would be done; <see langword="null"/> where signing would refuse, which is told.</summary>
    private async Task<PlanAction?> DecideAsync(SelectedFile file, SigningTerms terms, CancellationToken cancellationToken)
    {
        var place = file.Path + DetachedFormat.Extension;
        if (!Path.Exists(place) || terms.Existing == ExistingSignature.Replace)
            return PlanAction.Sign;
        var found = await inspector.InspectDetachedAsync(file.Path, place, cancellationToken);
        if (found.Subject is not null && signer.Subject is null)
            return PlanAction.Undecided;
        if (found.Subject is not null && found.Subject == signer.Subject)
            return PlanAction.Sign;
        log.Report(TakenPlace.Describe(file, place, found));
        return null;
    }

    private static PlanDetachedSignature Describe(SelectedFile file, PlanAction action, SigningTerms terms)
    {
        var path = file.Name.Replace('\\', '/');
        return new PlanDetachedSignature
        {
            Path = path,
            Packed = false,
            SignaturePath = path + DetachedFormat.Extension,
            Action = action,
            Signature = PlanSignature.From(terms),
        };
    }
}
