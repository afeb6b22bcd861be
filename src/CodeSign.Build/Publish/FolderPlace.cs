using CodeSign.Build.Files;
using CodeSign.FileSystem;
using Microsoft.Build.Framework;

namespace CodeSign.Build.Publish;

/// <summary>A place in a published folder and what belongs there.</summary>
/// <param name="RelativePath">The place, <c>/</c> between folders.</param>
/// <param name="Source">Full path of the file that belongs there: the signed copy, or the file itself.</param>
/// <param name="State">What is known about it.</param>
/// <param name="IsBundle">Whether it is the single-file program, which nobody but us puts there.</param>
internal sealed record FolderPlace(string RelativePath, string Source, InputState State, bool IsBundle = false)
{
    /// <summary>Whether we put it there, as a whole, before the SDK copies what is left.</summary>
    public bool IsOurs => IsBundle || State.Planned?.SignedPath is not null;

    /// <summary>Finds the places of all files that are listed.</summary>
    /// <param name="state">What is known about files.</param>
    /// <param name="files">The SDK's list: <c>ResolvedFileToPublish</c>.</param>
    /// <param name="root">Of a tool, the folder in its package.</param>
    public static IReadOnlyList<FolderPlace> Find(PublishState state, IEnumerable<ITaskItem> files, string? root)
    {
        var known = state.Files.ToDictionary(file => file.Place);
        var places = new Dictionary<string, FolderPlace>(PathNames.Comparer);
        foreach (var item in files)
            if (known.GetValueOrDefault(PublishInput.From(item, root, FileUse.Shipped).Place) is { } file)
                places[PublishInput.RelativePath(item)] = Of(PublishInput.RelativePath(item), file);
        if (state.Bundle is { } bundle)
            places[Path.GetFileName(bundle.Path)] = Of(Path.GetFileName(bundle.Path), bundle) with { IsBundle = true };
        return [.. places.Values];
    }

    private static FolderPlace Of(string relative, InputState file) => new(relative, file.Planned?.SignedPath ?? file.Path, file);
}
