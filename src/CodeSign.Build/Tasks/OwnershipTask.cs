using CodeSign.Build.Settings;
using Microsoft.Build.Framework;

namespace CodeSign.Build;

/// <summary>A step that has to know whose files are: of this project, of those that it references, or of somebody else.</summary>
public abstract class OwnershipTask : CodeSignTask
{
    /// <summary>The settings of the projects whose outputs this one packs or publishes, as far as they have any.</summary>
    public ITaskItem[] ReferenceSettings { get; set; } = [];

    /// <summary>Files whose origin MSBuild knows, from the target <c>_CodeSignGetKnownFiles</c>.</summary>
    public ITaskItem[] KnownFiles { get; set; } = [];

    /// <summary>The <c>CodeSignFile</c> items.</summary>
    public ITaskItem[] Rules { get; set; } = [];

    /// <summary>Stands for the settings as they are now: the first use of <c>dev:</c> changes it.</summary>
    private protected string Fingerprint() => SettingsFingerprint.Of([Settings, .. ReferenceSettings], Rules);

    /// <summary>Stands for the settings that each file is signed by.</summary>
    private protected FileFingerprints Fingerprints() => new(Settings, ReferenceSettings, Rules);
}
