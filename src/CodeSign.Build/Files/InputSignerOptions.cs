using CodeSign.Build.Settings;
using CodeSign.Signing;

namespace CodeSign.Build.Files;

/// <summary>What an <see cref="InputSigner"/> works with.</summary>
internal sealed record InputSignerOptions
{
    /// <summary>The settings of the project that packs or publishes. Signed copies go into its state directory.</summary>
    public required ProjectSettings Settings { get; init; }

    /// <summary>The settings of projects whose outputs it ships, as far as they have any.</summary>
    public required IReadOnlyList<ProjectSettings> References { get; init; }

    /// <summary>Whose file is it.</summary>
    public required KnownFiles Origins { get; init; }

    /// <summary>What the user says about files.</summary>
    public required IReadOnlyList<FileRule> Rules { get; init; }

    /// <summary>Where the unsigned originals of files are that were replaced by signed ones.</summary>
    public required IUnsignedOriginals Originals { get; init; }

    /// <summary>Stands for the settings that each file is signed by.</summary>
    public required FileFingerprints Fingerprints { get; init; }

    /// <summary>What other steps of the project have signed.</summary>
    public required SignedElsewhere Elsewhere { get; init; }
}
