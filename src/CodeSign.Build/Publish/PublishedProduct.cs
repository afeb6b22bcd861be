using CodeSign.Manifests;
using CodeSign.Signing;
using Microsoft.Build.Framework;

namespace CodeSign.Build.Publish;

/// <summary>What is published, as the project says it.</summary>
/// <param name="item">The project, with what manifests say of it as metadata: <c>Id</c>, <c>Version</c> and so on.</param>
/// <param name="project">Full path of the project file.</param>
internal sealed class PublishedProduct(ITaskItem item, string project)
{
    /// <summary>The folder that is published.</summary>
    /// <exception cref="Diagnostics.CodeSignException">The version is none.</exception>
    public ManifestFolder Folder => new()
    {
        Id = Text("Id")!,
        Version = NuGetVersion.Normalize(Text("Version") ?? "") ?? throw BuildDiagnostics.InvalidVersion.Exception(
            $"'{Text("Version")}' is no version that the manifest can be named after.",
            "Set Version (or PackageVersion) to one such as 1.2.0 or 1.2.0-beta.1.", project),
        TargetFramework = Text("TargetFramework") ?? "",
        RuntimeIdentifier = Text("RuntimeIdentifier"),
    };

    /// <summary>What it was built from, or <see langword="null"/> where the project says nothing.</summary>
    public ManifestRepository? Repository =>
        ManifestRepository.Of(Text("RepositoryType"), Text("RepositoryUrl"), Text("RepositoryCommit"), Text("RepositoryBranch"));

    private string? Text(string name) => item.GetMetadata(name) is { Length: > 0 } text ? text : null;
}
