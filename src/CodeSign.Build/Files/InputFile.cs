using Microsoft.Build.Framework;

namespace CodeSign.Build.Files;

/// <summary>One file on its way into a package or a published folder.</summary>
/// <param name="Item">The item of NuGet's or the SDK's targets that lists it.</param>
/// <param name="Path">Full path of the file whose bytes would be shipped.</param>
/// <param name="TargetPath">
/// The path in the package or the folder, <c>/</c> between folders; the first where there are several.
/// </param>
internal sealed record InputFile(ITaskItem Item, string Path, string TargetPath)
{
    /// <summary>Its places here and there, by which it is known again.</summary>
    public (string Path, string TargetPath) Place => (Path, TargetPath);

    /// <summary>All paths in the package or the folder.</summary>
    public IReadOnlyList<string> TargetPaths { get; init; } = [TargetPath];

    /// <summary>What becomes of it.</summary>
    public FileUse Use { get; init; } = FileUse.Shipped;

    /// <summary>Joins parts of a path in a package or folder, with <c>/</c> between them.</summary>
    public static string Join(params string[] parts) => string.Join(
        '/', parts.SelectMany(part => part.Split(['/', '\\'], StringSplitOptions.RemoveEmptyEntries)));
}
