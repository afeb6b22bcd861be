using CodeSign.Build.Files;
using CodeSign.FileSystem;

namespace CodeSign.Build.Publish;

/// <summary>A folder as a publish has left it.</summary>
internal sealed record PublishedFolder
{
    /// <summary>Full path of the folder.</summary>
    public required string Path { get; init; }

    /// <summary>The settings by which it was made.</summary>
    public required string Fingerprint { get; init; }

    /// <summary>The manifest in it, or <see langword="null"/> where there is none.</summary>
    public PlacedManifest? Manifest { get; init; }

    /// <summary>The signable files in it.</summary>
    public IReadOnlyList<PublishedFile> Files { get; init; } = [];

    /// <summary>The files by their paths, of the folder that is asked for; otherwise nothing.</summary>
    public static IReadOnlyDictionary<string, PublishedFile> FilesOf(PublishedFolder? folder, string path) =>
        folder is not null && PathNames.Comparer.Equals(folder.Path, path)
            ? folder.Files.ToDictionary(file => file.Path, PathNames.Comparer)
            : new Dictionary<string, PublishedFile>();
}
