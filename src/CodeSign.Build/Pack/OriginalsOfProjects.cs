using CodeSign.Build.Settings;
using CodeSign.Signing;

namespace CodeSign.Build.Pack;

/// <summary>Finds unsigned originals where this project, and those whose outputs it packs, keep them.</summary>
internal sealed class OriginalsOfProjects(IEnumerable<ProjectSettings> projects) : IUnsignedOriginals
{
    private readonly List<UnsignedOriginals> _all = [.. projects.Select(Of)];

    /// <summary>Where one project keeps its unsigned originals.</summary>
    public static UnsignedOriginals Of(ProjectSettings settings) => new(Path.Combine(settings.StateDirectory, "originals"));

    /// <inheritdoc/>
    public string? Find(string signedSha256) => _all.Select(originals => originals.Find(signedSha256)).FirstOrDefault(path => path is not null);
}
