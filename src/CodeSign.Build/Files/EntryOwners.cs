using CodeSign.Build.Settings;
using CodeSign.FileSystem;
using CodeSign.Signing;

namespace CodeSign.Build.Files;

/// <summary>Knows whose the files in archives are, by what the project knows of its own files and those that came with packages.</summary>
/// <param name="origins">Whose file is it.</param>
/// <param name="originals">Where unsigned originals are.</param>
/// <param name="terms">On what terms projects sign, by the full paths of their files, where they have a key of their own.</param>
internal sealed class EntryOwners(
    KnownFiles origins, IUnsignedOriginals originals, IReadOnlyDictionary<string, SigningTerms> terms) : IEntryOwners
{
    /// <inheritdoc/>
    public ValueTask<EntryOwner> FindAsync(string name, string path, string sha256, CancellationToken cancellationToken)
    {
        var origin = origins.FindEntry(name, sha256, originals);
        var owner = origin.Kind == FileOriginKind.ProjectReference ? terms.GetValueOrDefault(origin.Name!) : null;
        return ValueTask.FromResult(new EntryOwner(origin, owner));
    }

    /// <summary>The terms of all projects that have a key of their own.</summary>
    public static async Task<IReadOnlyDictionary<string, SigningTerms>> TermsAsync(
        IPlanningSession session, IEnumerable<ProjectSettings> projects, CancellationToken cancellationToken)
    {
        var terms = new Dictionary<string, SigningTerms>(PathNames.Comparer);
        foreach (var project in projects)
            if (project.Key is not null)
                terms[project.Project] = await session.AssemblyTermsAsync(project, cancellationToken);
        return terms;
    }
}
