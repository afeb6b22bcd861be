using CodeSign.Build.Files;
using CodeSign.FileSystem;

namespace CodeSign.Build.Publish;

/// <summary>The files in a single-file program. What the SDK has left out of it lies beside it.</summary>
/// <param name="state">What is known about the published files.</param>
/// <param name="root">Of a tool, the folder in its package.</param>
internal sealed class BundledFiles(PublishState state, string? root)
{
    /// <summary>Finds the signable ones.</summary>
    /// <param name="folder">What is in the folder.</param>
    public IEnumerable<FolderEntry> Find(FolderInspection folder)
    {
        if (state.Bundle is not { } bundle)
            return [];
        var beside = folder.Entries.Select(entry => InputFile.Join(root ?? "", entry.RelativePath)).ToHashSet(PathNames.Comparer);
        var length = string.IsNullOrEmpty(root) ? 0 : InputFile.Join(root).Length + 1;
        return state.Files
            .Where(file => file is { Use: FileUse.Bundled, Planned: not null } && !beside.Contains(file.TargetPath))
            .Select(file => new FolderEntry(file.TargetPath[length..], file.Planned!, Path.GetFileName(bundle.Path)));
    }
}
