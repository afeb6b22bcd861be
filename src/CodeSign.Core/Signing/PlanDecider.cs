using CodeSign.Diagnostics;
using CodeSign.Formats;
using CodeSign.Formats.Containers;

namespace CodeSign.Signing;

/// <summary>Decides about one candidate at a time.</summary>
internal sealed class PlanDecider
{
    private readonly SigningPlanOptions _options;
    private readonly ContainerPlanner? _containers;

    /// <summary>Decides by these options.</summary>
    public PlanDecider(SigningPlanOptions options)
    {
        _options = options;
        _containers = options.Containers is null ? null : new ContainerPlanner(options, options.Containers, this);
    }

    public async ValueTask<PlanDecision> DecideAsync(Candidate candidate, CancellationToken cancellationToken)
    {
        try
        {
            return await LookAsync(candidate, cancellationToken);
        }
        catch (CodeSignException e)
        {
            return e.Diagnostic;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return PlanDiagnostics.Unreadable.Create(
                $"{candidate.TargetPath} is to be shipped from {candidate.Path}, which can't be read: {e.Message}",
                "Make sure that the build writes it before packing and that this user may read it.", candidate.Path);
        }
    }

    private async ValueTask<PlanDecision> LookAsync(Candidate candidate, CancellationToken cancellationToken)
    {
        if (_containers is not null && ContainerReader.IsName(candidate.TargetPath)
            && LastRule(candidate) is { Action: not FileRuleAction.Leave } rule)
            return RefusedBy(rule, candidate) ?? await _containers.DecideAsync(candidate, cancellationToken);
        return FindFormat(candidate.Path) is { } format
            ? await DecideAsync(candidate, format, cancellationToken)
            : PlanDecision.NotSignable;
    }

    /// <summary>Decides about a file of a known format.</summary>
    public async ValueTask<PlanDecision> DecideAsync(Candidate candidate, ISignatureFormat format, CancellationToken cancellationToken)
    {
        var rule = LastRule(candidate);
        if (RefusedBy(rule, candidate) is { } refused)
            return refused;

        var file = await _options.Inspector.InspectAsync(candidate.Path, cancellationToken);
        var planned = new PlannedFile
        {
            Candidate = candidate,
            Format = format.Name,
            Action = PlannedAction.Exclude,
            Reason = "",
            Source = candidate.Path,
            Sha256 = file.Sha256,
            Existing = file.Signature,
        };
        if (rule?.Action == FileRuleAction.Leave)
            return planned with { Reason = $"left as it is by the CodeSignFile rule '{rule.Pattern}'" };
        if (rule is not null || candidate.Origin.IsOurs)
            return Sign(planned, rule);
        if (candidate.Origin.IsTheirs)
            return Keep(planned);
        return candidate.IsEntry ? DecideEntry(planned) : Unaccounted(planned);
    }

    /// <summary>Finds what a file is, by its content.</summary>
    public ISignatureFormat? FindFormat(string path)
    {
        using var file = SharedFile.OpenRead(path);
        return _options.Formats.Find(file);
    }

    /// <summary>The rule that decides, if any is about this file.</summary>
    public FileRule? LastRule(Candidate candidate)
    {
        for (var index = _options.Rules.Count - 1; index >= 0; index--)
            if (_options.Rules[index].Matches(candidate))
                return _options.Rules[index];
        return null;
    }

    /// <summary>The refusal, if the rule that decides is one.</summary>
    public static PlanDecision? RefusedBy(FileRule? rule, Candidate candidate)
    {
        if (rule?.Action != FileRuleAction.Refuse)
            return null;
        return PlanDiagnostics.RefusedByRule.Create(
            $"{candidate.TargetPath} ({candidate.Origin}) is refused by the CodeSignFile rule '{rule.Pattern}'.",
            "Take the file out of what is shipped, or change the rule.", candidate.Location);
    }

    private PlanDecision Sign(PlannedFile file, FileRule? rule)
    {
        var profile = file.Candidate.Profile ?? _options.Profile;
        if (rule?.Existing is { } policy)
            profile = profile with { Existing = policy };
        var why = rule is null ? file.Candidate.Origin.ToString() : $"asked for by the CodeSignFile rule '{rule.Pattern}'";
        file = file with { Action = PlannedAction.Sign, Reason = why, Profile = profile };

        if (file.Existing.State == ExistingSignatureState.None)
            return file;
        if (_options.Originals?.Find(file.Sha256) is { } original)
            return file with { Source = original, Reason = $"{why}, signed by us before: from its unsigned original" };
        if (IsIntact(file.Existing) && profile.CertificateSha256 is null)
            return Undecided(file, why);
        if (IsIntact(file.Existing) && file.Existing.CertificateSha256 == profile.CertificateSha256)
            return SignAgain(file, profile, why);
        return SignOver(file, profile.Existing, why);
    }

    private static PlanDecision Undecided(PlannedFile file, string why) => file with
    {
        Action = PlannedAction.Undecided,
        Reason = $"{why}, signed by {file.Existing.Subject ?? "an unknown signer"} already: whether that is the certificate that signs "
            + "here is not known without the key",
    };

    private static PlanDecision SignAgain(PlannedFile file, SigningTerms profile, string why) =>
        !profile.HasTimestamps || file.Existing.IsTimestamped
            ? file with { Action = PlannedAction.AlreadySigned, Reason = $"{why}, signed with this certificate already" }
            : file with
            {
                Profile = profile with { Existing = ExistingSignature.Replace },
                Reason = $"{why}, signed with this certificate before, without a timestamp",
            };

    private static PlanDecision SignOver(PlannedFile file, ExistingSignature policy, string why)
    {
        var signer = file.Existing.Subject ?? "an unknown signer";
        if (policy == ExistingSignature.Replace)
            return file with { Reason = $"{why}, in place of the signature of {signer}" };
        if (file.Existing.State == ExistingSignatureState.Broken)
            return PlanDiagnostics.BrokenSignature.Create(
                $"{file.Candidate.TargetPath} ({file.Candidate.Origin}) arrives with a signature of {signer} that does not fit it: {file.Existing.Reason}",
                "Something changes the file after it is signed: find that step. To put your signature in its place, set "
                + "CodeSignExisting=replace, or Existing=\"replace\" on a CodeSignFile item.", file.Candidate.Location);
        if (policy == ExistingSignature.Append)
            return file with { Reason = $"{why}, beside the signature of {signer}" };
        return PlanDiagnostics.SignedBySomeoneElse.Create(
            $"{file.Candidate.TargetPath} ({file.Candidate.Origin}) arrives signed by {signer}, not by the certificate that signs here.",
            "If the file is not yours, add a CodeSignFile item with Sign=\"false\" for it. If it is, set CodeSignExisting to append, "
            + "which keeps that signature beside yours, or to replace.", file.Candidate.Location);
    }

    private static PlanDecision Keep(PlannedFile file)
    {
        if (file.Existing.State == ExistingSignatureState.Broken)
            return PlanDiagnostics.BrokenSignature.Create(
                $"{file.Candidate.TargetPath} ({file.Candidate.Origin}) carries a broken signature: {file.Existing.Reason}",
                "Clear the package from the global packages folder and restore it again. If its author shipped it so, and you "
                + "accept it, add a CodeSignFile item with Sign=\"false\" for it.", file.Candidate.Location);

        return file with
        {
            Action = PlannedAction.Keep,
            Reason = file.Existing.State == ExistingSignatureState.None
                ? $"{file.Candidate.Origin}, unsigned"
                : $"{file.Candidate.Origin}, signed by {file.Existing.Subject}",
        };
    }

    /// <summary>
    /// An archive of ours may hold what somebody else has signed, and what we have signed before; a signature that is trusted says whose
    /// it is.
    /// </summary>
    private PlanDecision DecideEntry(PlannedFile file)
    {
        var certificate = (file.Candidate.Profile ?? _options.Profile).CertificateSha256;
        // Whose roots are trusted is known by the key, too.
        if (certificate is null && file.Existing.State == ExistingSignatureState.Untrusted)
            return Undecided(file, file.Candidate.Origin.ToString());
        if (file.Existing.State != ExistingSignatureState.Trusted)
            return Unaccounted(file);
        return file.Existing.CertificateSha256 == certificate ? Sign(file, null) : Keep(file);
    }

    private static PlanDecision Unaccounted(PlannedFile file) => PlanDiagnostics.UnknownOrigin.Create(
        $"{file.Candidate.TargetPath} can be signed, but it is neither this project's output, nor a referenced project's, nor a NuGet package's.",
        $"Say whose it is: <CodeSignFile Include=\"{file.Candidate.TargetPath}\" Sign=\"true\" /> to sign it as yours, "
        + "Sign=\"false\" to ship it as it is.", file.Candidate.Location);

    private static bool IsIntact(ExistingSignatureFacts facts) =>
        facts.State is ExistingSignatureState.Trusted or ExistingSignatureState.Untrusted;
}
