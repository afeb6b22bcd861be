using CodeSign.Build.Settings;
using CodeSign.FileSystem;
using CodeSign.Signing;

namespace CodeSign.Build.Files;

/// <summary>Finds unsigned originals where this project, and those whose outputs it ships, keep them.</summary>
/// <param name="stateDirectories">Full paths of the projects' state directories.</param>
internal sealed class OriginalsOfProjects(IEnumerable<string> stateDirectories) : IUnsignedOriginals
{
    private readonly List<UnsignedOriginals> _all = [.. stateDirectories.Distinct(PathNames.Comparer).Select(In)];

    /// <summary>Where one project keeps its unsigned originals.</summary>
    public static UnsignedOriginals Of(ProjectSettings settings) => In(settings.StateDirectory);

    /// <inheritdoc/>
    public string? Find(string signedSha256) =>
        _all.Select(originals => originals.Find(signedSha256)).FirstOrDefault(path => path is not null);

    private static UnsignedOriginals In(string stateDirectory) => new(Path.Combine(stateDirectory, "originals"));
}
