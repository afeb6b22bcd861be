using System.ComponentModel;
using CodeSign.Manifests;
using CodeSign.Signing;

namespace CodeSign.Plans;

/// <summary>A signable file and what would become of it.</summary>
public sealed record PlanFile
{
    /// <summary>Its path in the package or folder.</summary>
    [Description("The file's path in the package or folder, / between folders. A file in an archive has the archive's path, !/, and its own.")]
    public required string Path { get; init; }

    /// <summary>The single-file program that would hold it, or <see langword="null"/> where it is a file of its own.</summary>
    [Description("The path of the single-file program that would hold the file. Absent where it is a file of its own.")]
    public string? Bundle { get; init; }

    /// <summary>The format's short name.</summary>
    [Description("The file's format, recognised by its content: pe (Windows executables and .NET assemblies), nupkg or zip (archives that a CodeSignFile rule names).")]
    public required string Format { get; init; }

    /// <summary>Where it comes from.</summary>
    [Description("Where the file comes from.")]
    public required ManifestFileOrigin Origin { get; init; }

    /// <summary>What would become of it.</summary>
    [Description("What would become of the file: sign; keep (somebody else's, byte for byte as it came); already-signed (ours, and signed before with this certificate); exclude by a CodeSignFile rule; repack (an archive that carries no signature itself, in which files would be signed); or undecided (ours, and arrives signed: only the certificate, which is not known without the key, could tell whether by us).")]
    public required PlanAction Action { get; init; }

    /// <summary>Whether an earlier run has done it; otherwise <see langword="null"/>.</summary>
    [Description("True where an earlier run has signed the file and its result would be taken again: no key would be used. Otherwise absent.")]
    public bool? UpToDate { get; init; }

    /// <summary>Why.</summary>
    [Description("Why, in words.")]
    public required string Reason { get; init; }

    /// <summary>SHA-256 of the file that was looked at.</summary>
    [Description("SHA-256 of the file that was looked at, hexadecimal.")]
    public required string Sha256 { get; init; }

    /// <summary>The signature that would be made, or <see langword="null"/> where none would.</summary>
    [Description("The signature that would be made. Absent unless action is sign, and where upToDate is true.")]
    public PlanSignature? Signature { get; init; }

    /// <summary>The signature that the file arrived with, or <see langword="null"/> where it had none.</summary>
    [Description("The signature that the file arrived with. Absent where it had none.")]
    public ManifestExistingSignature? ExistingSignature { get; init; }

    /// <summary>The decision about a file.</summary>
    /// <param name="path">Its path in the package, or the name that the user has for it.</param>
    /// <param name="planned">The decision.</param>
    public static PlanFile From(string path, PlannedFile planned)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(planned);
        return new PlanFile
        {
            Path = path.Replace('\\', '/'),
            Format = planned.Format,
            Origin = ManifestFileOrigin.From(planned.Candidate.Origin),
            Action = (PlanAction)planned.Action,
            Reason = planned.Reason,
            Sha256 = planned.Sha256,
            Signature = planned is { Action: PlannedAction.Sign, Profile: { } terms } ? PlanSignature.From(terms) : null,
            ExistingSignature = ManifestExistingSignature.From(planned.Existing),
        };
    }

    /// <summary>The same of a file and, where it is an archive, of all files in it that were planned.</summary>
    /// <param name="path">Its path in the package, or the name that the user has for it.</param>
    /// <param name="planned">The decision.</param>
    public static IEnumerable<PlanFile> WithEntries(string path, PlannedFile planned)
    {
        ArgumentNullException.ThrowIfNull(planned);
        return planned.Entries.SelectMany(entry => WithEntries($"{path}!/{entry.Name}", entry.File)).Prepend(From(path, planned));
    }

    /// <summary>What an earlier run has done, and would not be done again.</summary>
    /// <param name="done">What the manifest says about it.</param>
    public static PlanFile From(ManifestFile done)
    {
        ArgumentNullException.ThrowIfNull(done);
        var action = done.Action switch
        {
            ManifestFileAction.Signed => PlanAction.Sign,
            ManifestFileAction.Kept => PlanAction.Keep,
            ManifestFileAction.AlreadySigned => PlanAction.AlreadySigned,
            ManifestFileAction.Repacked => PlanAction.Repack,
            _ => PlanAction.Exclude,
        };
        return new PlanFile
        {
            Path = done.Path,
            Bundle = done.Bundle,
            Format = done.Format,
            Origin = done.Origin,
            Action = action,
            UpToDate = action is PlanAction.Sign or PlanAction.Repack ? true : null,
            Reason = done.Reason,
            Sha256 = done.Sha256Before,
            ExistingSignature = done.ExistingSignature,
        };
    }
}
