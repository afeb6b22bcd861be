using CodeSign.Build.Files;
using CodeSign.FileSystem;
using CodeSign.Signing;
using Microsoft.Build.Utilities;

namespace CodeSign.Build.Pack;

/// <summary>Finds the archives that <c>CodeSignFile</c> items name and that are not packed: they are signed where they are.</summary>
/// <param name="project">Full path of the project file.</param>
/// <param name="archives">The archives that the user names.</param>
internal sealed class ArchivesBeside(string project, IReadOnlyList<NamedArchive> archives)
{
    /// <summary>Finds them.</summary>
    /// <param name="packed">What goes into the package.</param>
    /// <exception cref="Diagnostics.CodeSignException">One is neither there nor in the package.</exception>
    public List<InputFile> Find(IReadOnlyList<InputFile> packed)
    {
        var beside = new List<InputFile>();
        foreach (var archive in archives)
        {
            if (packed.Any(input => IsOf(archive, input)))
                continue;
            if (!File.Exists(archive.Path))
                throw BuildDiagnostics.ArchiveMissing.Exception(
                    $"The CodeSignFile item '{archive.Name}' names an archive that is neither at {archive.Path} nor in the package.",
                    "Make it in a target that runs before CodeSignPackInputs (AfterTargets=\"Build\", say), or take the item away.",
                    project);
            beside.Add(PackInput.FromArchive(new TaskItem(archive.Path), Path.GetDirectoryName(project)!));
        }

        return beside;
    }

    // As in the rules: a file that exists is meant itself, any other name is one in the package.
    private static bool IsOf(NamedArchive archive, InputFile input) => File.Exists(archive.Path)
        ? PathNames.Comparer.Equals(archive.Path, input.Path)
        : new FileRule(archive.Name, FileRuleAction.Sign).Matches(
            new Candidate { Path = input.Path, TargetPath = input.TargetPath, Origin = FileOrigin.Unknown });
}
