using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;

namespace CodeSign.Verification.RestoredPackages;

/// <summary>
/// Finds the assets files of what a user names: the file itself, a project, or a solution. Projects are not evaluated, so their assets file
/// is looked for where the SDK puts it: in <c>obj</c>, or below <c>artifacts/obj</c>.
/// </summary>
public static partial class AssetsFileFinder
{
    private const string Name = "project.assets.json";

    /// <summary>Finds the assets files, full paths.</summary>
    /// <param name="path">Full path of an assets file, a project or a solution (<c>.sln</c>, <c>.slnx</c>).</param>
    /// <exception cref="Diagnostics.CodeSignException">There is no such file, or a project has not been restored.</exception>
    public static IReadOnlyList<string> Find(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (!File.Exists(path))
            throw Missing(path, $"{path} does not exist.");
        try
        {
            return Path.GetExtension(path).ToLowerInvariant() switch
            {
                ".json" => [path],
                ".sln" => [.. ProjectsOfSln(path).Select(OfProject)],
                ".slnx" => [.. ProjectsOfSlnx(path).Select(OfProject)],
                _ => [OfProject(path)],
            };
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or XmlException)
        {
            throw Missing(path, $"{path} can't be read: {e.Message}");
        }
    }

    private static string OfProject(string project)
    {
        var folder = Path.GetDirectoryName(project)!;
        var near = Path.Combine(folder, "obj", Name);
        if (File.Exists(near))
            return near;
        for (var parent = folder; parent is not null; parent = Path.GetDirectoryName(parent))
        {
            var common = Path.Combine(parent, "artifacts", "obj", Path.GetFileNameWithoutExtension(project), Name);
            if (File.Exists(common))
                return common;
        }

        throw Missing(project, $"{near} does not exist.");
    }

    private static IEnumerable<string> ProjectsOfSln(string solution) => SlnProject().Matches(File.ReadAllText(solution))
        .Select(match => match.Groups[1].Value).Where(IsProject).Select(project => FullPath(solution, project));

    private static IEnumerable<string> ProjectsOfSlnx(string solution) => XDocument.Load(solution).Descendants("Project")
        .Select(project => project.Attribute("Path")?.Value).OfType<string>().Where(IsProject).Select(project => FullPath(solution, project));

    // Folders of a solution, and kinds of project that no package is restored for, have other names.
    private static bool IsProject(string path) => Path.GetExtension(path).ToLowerInvariant() is ".csproj" or ".fsproj" or ".vbproj" or ".vcxproj" or ".proj";

    private static string FullPath(string solution, string project) =>
        Path.GetFullPath(project.Replace('\\', Path.DirectorySeparatorChar), Path.GetDirectoryName(solution)!);

    private static Diagnostics.CodeSignException Missing(string path, string cause) => VerificationDiagnostics.NoAssetsFile.Exception(
        $"Nothing says which packages {Path.GetFileName(path)} uses: {cause}",
        "Restore it first (dotnet restore), or name its project.assets.json where it is in another place than obj.", path);

    [GeneratedRegex("""^Project\("[^"]*"\)\s*=\s*"[^"]*",\s*"([^"]+)"\s*,""", RegexOptions.Multiline)]
    private static partial Regex SlnProject();
}
