using System.ComponentModel;
using CodeSign.Signing;

namespace CodeSign.Manifests;

/// <summary>A signable file in a package or published folder and what became of it.</summary>
public sealed record ManifestFile
{
    /// <summary>Its path in the package or folder.</summary>
    [Description("The file's path in the package or folder, / between folders. A file in an archive has the archive's path, !/, and its own.")]
    public required string Path { get; init; }

    /// <summary>The single-file program that holds it, by its path in the folder, or <see langword="null"/> where it is a file of its own.</summary>
    [Description("The path of the single-file program that holds the file. Absent where it is a file of its own.")]
    public string? Bundle { get; init; }

    /// <summary>The format's short name.</summary>
    [Description("The file's format, recognised by its content: pe (Windows executables and .NET assemblies), nupkg or zip (archives that a CodeSignFile rule names).")]
    public required string Format { get; init; }

    /// <summary>Where it comes from.</summary>
    [Description("Where the file comes from.")]
    public required ManifestFileOrigin Origin { get; init; }

    /// <summary>What became of it.</summary>
    [Description("What became of the file: signed; kept (somebody else's, byte for byte as it came); already-signed (ours, and signed before with this certificate); excluded by a CodeSignFile rule; or repacked (an archive that carries no signature itself, in which files were signed).")]
    public required ManifestFileAction Action { get; init; }

    /// <summary>Why.</summary>
    [Description("Why, in words.")]
    public required string Reason { get; init; }

    /// <summary>How it was tested, or <see langword="null"/> where it did not have to be.</summary>
    [Description("How the assembly was tested before it was signed. Absent of files that are not ours or no managed assemblies, and where the project has no test gate.")]
    public ManifestTested? Tested { get; init; }

    /// <summary>SHA-256 of the file before signing.</summary>
    [Description("SHA-256 of the file before it was signed, hexadecimal.")]
    public required string Sha256Before { get; init; }

    /// <summary>SHA-256 of the file in the package or folder.</summary>
    [Description("SHA-256 of the file as it is in the package or folder, hexadecimal. Equal to sha256Before unless the file was signed or repacked.")]
    public required string Sha256 { get; init; }

    /// <summary>The signature that was made, or <see langword="null"/> where none was.</summary>
    [Description("The signature that was made. Absent unless action is signed.")]
    public ManifestSignature? Signature { get; init; }

    /// <summary>The signature that the file arrived with, or <see langword="null"/> where it had none.</summary>
    [Description("The signature that the file arrived with. Absent where it had none.")]
    public ManifestExistingSignature? ExistingSignature { get; init; }

    /// <summary>The facts about a file that was planned, and about its signing where it was signed.</summary>
    /// <param name="path">Its path in the package.</param>
    /// <param name="planned">The decision.</param>
    /// <param name="signed">What was made of it; <see langword="null"/> unless the decision was to sign it.</param>
    public static ManifestFile From(string path, PlannedFile planned, SignedFile? signed)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(planned);
        return new ManifestFile
        {
            Path = path.Replace('\\', '/').TrimStart('/'),
            Format = planned.Format,
            Origin = ManifestFileOrigin.From(planned.Candidate.Origin),
            Action = planned.Action switch
            {
                PlannedAction.Sign => ManifestFileAction.Signed,
                PlannedAction.Keep => ManifestFileAction.Kept,
                PlannedAction.AlreadySigned => ManifestFileAction.AlreadySigned,
                PlannedAction.Repack => ManifestFileAction.Repacked,
                _ => ManifestFileAction.Excluded,
            },
            Reason = planned.Reason,
            Sha256Before = signed?.SourceSha256 ?? planned.Sha256,
            Sha256 = signed?.Sha256 ?? planned.Sha256,
            Signature = signed is { HasSignature: true } ? ManifestSignature.From(signed) : null,
            ExistingSignature = ManifestExistingSignature.From(planned.Existing),
        };
    }

    /// <summary>The same of a file and, where it is an archive, of all files in it that were planned.</summary>
    /// <param name="path">Its path in the package.</param>
    /// <param name="planned">The decision.</param>
    /// <param name="signed">What was made of it; <see langword="null"/> unless the decision was to change it.</param>
    public static IEnumerable<ManifestFile> WithEntries(string path, PlannedFile planned, SignedFile? signed)
    {
        ArgumentNullException.ThrowIfNull(planned);
        yield return From(path, planned, signed);
        var next = 0;
        foreach (var entry in planned.Entries)
        {
            var made = entry.File.Changes ? signed?.Entries[next++] : null;
            foreach (var file in WithEntries($"{path}!/{entry.Name}", entry.File, made))
                yield return file;
        }
    }
}
