using CodeSign.Build.Files;
using CodeSign.FileSystem;
using CodeSign.Signing;
using Microsoft.Build.Framework;
using Task = System.Threading.Tasks.Task;

namespace CodeSign.Build;

/// <summary>
/// Finds the referenced projects whose outputs may be in a package. These alone are asked how they sign them: most packages hold none,
/// and each question from project to project takes time, in a solution also for waiting.
/// </summary>
[MSBuildMultiThreadableTask]
public sealed class FindPackedProjects : PackedFilesTask
{
    /// <summary>Full paths of the projects.</summary>
    [Output]
    public string[] Projects { get; private set; } = [];

    private protected override Task RunAsync(TaskLog log, CancellationToken cancellationToken)
    {
        var origins = new KnownFiles(KnownFiles);
        List<InputFile> packed = [.. ReadBuildOutputs(), .. ReadPackageFiles()];
        // What lies in archives is not looked at here.
        var mayBeAny = CodeSignFileItems.Archives(Rules).Count > 0 || packed.Exists(file => ContainerOptions.IsArchiveName(file.TargetPath));
        var projects = mayBeAny ? origins.Projects : packed.SelectMany(origins.ProjectsBehind);
        Projects = [.. projects.Distinct(PathNames.Comparer)];
        return Task.CompletedTask;
    }
}
