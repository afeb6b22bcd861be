using CodeSign.Build.Settings;
using CodeSign.Signing;

namespace CodeSign.Build.Files;

/// <summary>Knows whose the files in archives are, by what the project knows of its own files and those that came with packages.</summary>
/// <param name="origins">Whose file is it.</param>
/// <param name="originals">Where unsigned originals are.</param>
/// <param name="profiles">How projects sign, by the full paths of their files, where they have a key of their own.</param>
internal sealed class EntryOwners(
    KnownFiles origins, IUnsignedOriginals originals, IReadOnlyDictionary<string, SigningProfile> profiles) : IEntryOwners
{
    /// <inheritdoc/>
    public ValueTask<EntryOwner> FindAsync(string name, string path, string sha256, CancellationToken cancellationToken)
    {
        var origin = origins.FindEntry(name, sha256, originals);
        var profile = origin.Kind == FileOriginKind.ProjectReference ? profiles.GetValueOrDefault(origin.Name!) : null;
        return ValueTask.FromResult(new EntryOwner(origin, profile));
    }

    /// <summary>Makes the profiles of all projects that have a key of their own.</summary>
    public static async Task<IReadOnlyDictionary<string, SigningProfile>> ProfilesAsync(
        SigningSession session, IEnumerable<ProjectSettings> projects, CancellationToken cancellationToken)
    {
        var profiles = new Dictionary<string, SigningProfile>(PathNames.Comparer);
        foreach (var project in projects)
            if (project.Key is not null)
                profiles[project.Project] = await session.AssemblyProfileAsync(project, cancellationToken);
        return profiles;
    }
}
