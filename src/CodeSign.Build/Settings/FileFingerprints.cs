using CodeSign.FileSystem;
using CodeSign.Signing;
using Microsoft.Build.Framework;

namespace CodeSign.Build.Settings;

/// <summary>
/// Stands for the settings that one file is signed by: those of the project that ships it, and of the project that it comes from. Steps
/// that ask different projects for their settings know by it what the other has signed.
/// </summary>
/// <param name="settings">The settings of the project that packs or publishes.</param>
/// <param name="references">The settings of projects whose outputs it ships, as far as they have any.</param>
/// <param name="rules">The <c>CodeSignFile</c> items.</param>
internal sealed class FileFingerprints(ITaskItem settings, IReadOnlyList<ITaskItem> references, IReadOnlyList<ITaskItem> rules)
{
    private readonly Dictionary<string, string> _byProject = new(PathNames.Comparer);

    /// <summary>The fingerprint for files of an origin. The first use of <c>dev:</c> changes it: ask once the key has been opened.</summary>
    public string Of(FileOrigin origin)
    {
        var project = origin.Kind == FileOriginKind.ProjectReference ? origin.Name! : "";
        if (!_byProject.TryGetValue(project, out var fingerprint))
            _byProject.Add(project, fingerprint = SettingsFingerprint.Of([settings, .. references.Where(Is)], rules));
        return fingerprint;

        bool Is(ITaskItem reference) => PathNames.Comparer.Equals(reference.GetMetadata("FullPath"), project);
    }
}
