using CodeSign.Diagnostics;

namespace CodeSign.Build.Publish;

/// <summary>Tells what a publish that failed has left in its folder.</summary>
internal static class FolderReport
{
    /// <summary>Makes the error.</summary>
    /// <param name="folder">Full path of the folder.</param>
    /// <param name="project">Full path of the project.</param>
    public static Diagnostic Of(string folder, string project) => BuildDiagnostics.PublishFailed.Create(
        Describe(folder),
        "Fix what the error before this one says, and publish again. Until then, don't ship what is in the folder.", project);

    private static string Describe(string folder)
    {
        var manifests = FolderContents.Manifests(folder);
        var files = FolderContents.Files(folder).Count - manifests.Count;
        if (files == 0)
            return $"The publish failed, and {folder} is empty.";
        var count = Quantity.Of(files, "file");
        return manifests is [var manifest, ..]
            ? $"The publish failed before it changed {folder}: {count} of an earlier publish {(files == 1 ? "is" : "are")} in it, "
                + $"as {Path.GetFileName(manifest)} describes."
            : $"The publish failed: {folder} holds {count} and no manifest. Some may be of an earlier publish, of another project, or unsigned.";
    }
}
