using CodeSign.Diagnostics;
using CodeSign.Formats.Containers;
using CodeSign.Formats.Zip;

namespace CodeSign.Signing;

/// <summary>
/// Decides about archives and what is in them. Only what may have to be signed is unpacked, to one file for each content; names in the
/// archive never become names on the disk.
/// </summary>
internal sealed class ContainerPlanner(SigningPlanOptions options, ContainerOptions containers, PlanDecider decider)
{
    /// <summary>The short name of archives that carry no signature.</summary>
    public const string ArchiveFormat = "zip";

    private const int BeginningSize = 8;

    private static readonly string[] s_programs =
        [".dll", ".exe", ".sys", ".ocx", ".cpl", ".scr", ".efi", ".mui", ".winmd", ".nupkg", ".zip"];

    /// <summary>Decides about an archive that a rule names.</summary>
    /// <exception cref="CodeSignException">It is none, or can't be taken.</exception>
    public async Task<PlanDecision> DecideAsync(Candidate candidate, CancellationToken cancellationToken)
    {
        if (!ContainerReader.MayBe(ReadBeginning(candidate.Path)))
            return ContainerDiagnostics.NotAnArchive.Create(
                $"{candidate.TargetPath} is to be signed, and is no zip archive.",
                "Make sure that the build writes it before it is signed, or add a CodeSignFile item with Sign=\"false\" for it.",
                candidate.Location);
        var budget = new ContainerBudget(containers.Limits, candidate.Location, new FileInfo(candidate.Path).Length);
        return await DecideAsync(candidate, budget, cancellationToken);
    }

    private async Task<PlanDecision> DecideAsync(Candidate candidate, ContainerBudget budget, CancellationToken cancellationToken) =>
        containers.PackageProfile is not null && IsPackage(candidate.Path)
            ? await DecidePackageAsync(candidate, budget, cancellationToken)
            : await DecideArchiveAsync(candidate, budget, cancellationToken);

    private async Task<PlanDecision> DecidePackageAsync(Candidate candidate, ContainerBudget budget, CancellationToken cancellationToken)
    {
        candidate = candidate with { Profile = containers.PackageProfile };
        var decision = await decider.DecideAsync(candidate, containers.PackageFormat, cancellationToken);
        if (decision.File is not { Action: PlannedAction.Sign } file)
            return decision;
        var (entries, errors) = await DecideEntriesAsync(file.Source, candidate, budget, cancellationToken);
        return errors.Count > 0 ? new PlanDecision(null, errors) : file with { Entries = entries };
    }

    private async Task<PlanDecision> DecideArchiveAsync(Candidate candidate, ContainerBudget budget, CancellationToken cancellationToken)
    {
        var sha256 = FileDigest.Sha256(candidate.Path, cancellationToken);
        var source = options.Originals?.Find(sha256) ?? candidate.Path;
        var (entries, errors) = await DecideEntriesAsync(source, candidate, budget, cancellationToken);
        if (errors.Count > 0)
            return new PlanDecision(null, errors);

        var (action, reason) = DecideByEntries(entries);
        return new PlannedFile
        {
            Candidate = candidate,
            Format = ArchiveFormat,
            Action = action,
            Reason = reason,
            Profile = action == PlannedAction.Repack ? candidate.Profile ?? options.Profile : null,
            Source = action == PlannedAction.Repack ? source : candidate.Path,
            Sha256 = sha256,
            Entries = entries,
        };
    }

    private static (PlannedAction Action, string Reason) DecideByEntries(List<PlannedEntry> entries)
    {
        if (entries.Exists(entry => entry.File.Changes))
            return (PlannedAction.Repack, "an archive with files to be signed");
        return entries.Exists(entry => entry.File.Action == PlannedAction.Undecided)
            ? (PlannedAction.Undecided, "an archive with files that may have to be signed")
            : (PlannedAction.Keep, "an archive in which nothing is left to sign");
    }

    private async Task<(List<PlannedEntry> Entries, List<Diagnostic> Errors)> DecideEntriesAsync(
        string path, Candidate archive, ContainerBudget budget, CancellationToken cancellationToken)
    {
        var (entries, errors) = (new List<PlannedEntry>(), new List<Diagnostic>());
        budget.Enter(archive.TargetPath);
        using var reader = ContainerReader.Open(path, archive.Location);
        budget.TakeEntries(reader.Entries.Count);
        foreach (var place in reader.Entries)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var decision = await DecideEntryAsync(reader, place, archive.Entry(place.Entry.Path), budget, cancellationToken);
            errors.AddRange(decision.Errors);
            if (decision.File is { } file)
                entries.Add(new PlannedEntry(place.Index, place.Entry.Path, file));
        }

        budget.Leave();
        return (entries, errors);
    }

    private async Task<PlanDecision> DecideEntryAsync(
        ContainerReader reader, ZipEntryPlace place, Candidate candidate, ContainerBudget budget, CancellationToken cancellationToken)
    {
        if (place.Entry.IsFolder && place.Entry.UncompressedSize == 0)
            return PlanDecision.NotSignable;
        var rule = decider.LastRule(candidate);
        if (!place.Entry.IsReadable)
            return Unreadable(place.Entry, candidate, rule);

        var beginning = reader.ReadBeginning(place, new byte[BeginningSize]);
        var isArchive = ContainerReader.MayBe(beginning) && ContainerReader.IsName(candidate.TargetPath);
        if (isArchive ? rule?.Action == FileRuleAction.Leave : !MayBeSignable(beginning))
            return PlanDecision.NotSignable;
        if (isArchive && PlanDecider.RefusedBy(rule, candidate) is { } refused)
            return refused;

        budget.TakeBytes(place.Entry.UncompressedSize);
        candidate = await UnpackAsync(reader, place, candidate, cancellationToken);
        if (isArchive)
            return await DecideAsync(candidate, budget, cancellationToken);
        return decider.FindFormat(candidate.Path) is { } format
            ? await decider.DecideAsync(candidate, format, cancellationToken)
            : PlanDecision.NotSignable;
    }

    private async Task<Candidate> UnpackAsync(
        ContainerReader reader, ZipEntryPlace place, Candidate candidate, CancellationToken cancellationToken)
    {
        var path = containers.Workspace.NewFile();
        reader.Unpack(place, path, cancellationToken);
        var sha256 = FileDigest.Sha256(path, cancellationToken);
        path = containers.Workspace.Share(path, sha256);
        var owner = await containers.Owners.FindAsync(Path.GetFileName(place.Entry.Path), path, sha256, cancellationToken);
        return candidate with { Path = path, Origin = owner.Origin, Profile = owner.Profile };
    }

    /// <summary>
    /// What can't be read is kept where nobody would sign it: where a rule says so, or where no rule says anything and the name is not
    /// that of a program.
    /// </summary>
    private static PlanDecision Unreadable(ZipEntry entry, Candidate candidate, FileRule? rule)
    {
        var isKept = rule is null
            ? !Array.Exists(s_programs, extension => candidate.TargetPath.EndsWith(extension, StringComparison.OrdinalIgnoreCase))
            : rule.Action == FileRuleAction.Leave;
        if (isKept)
            return PlanDecision.NotSignable;
        var why = entry.IsEncrypted ? "it is encrypted" : $"it is compressed by method {entry.Method}, where 0 and 8 are understood";
        return ContainerDiagnostics.UnreadableEntry.Create(
            $"{candidate.TargetPath} may have to be signed, and can't be read: {why}.",
            "Make the archive without encryption, with deflate. If the entry is to stay as it is, say so: "
            + $"<CodeSignFile Include=\"{candidate.TargetPath}\" Sign=\"false\" />.", candidate.Location);
    }

    private bool MayBeSignable(ReadOnlySpan<byte> beginning)
    {
        foreach (var format in options.Formats)
            if (format.MayBe(beginning))
                return true;
        return false;
    }

    private bool IsPackage(string path)
    {
        using var file = SharedFile.OpenRead(path);
        return containers.PackageFormat.Recognises(file);
    }

    private static byte[] ReadBeginning(string path)
    {
        using var file = SharedFile.OpenRead(path);
        var beginning = new byte[BeginningSize];
        return beginning[..file.ReadAtLeast(beginning, beginning.Length, throwOnEndOfStream: false)];
    }
}
