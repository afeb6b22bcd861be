using CodeSign.Build.Files;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

namespace CodeSign.Build.Publish;

/// <summary>Reads and changes the items in which the SDK's targets list what is published.</summary>
internal static class PublishInput
{
    private const string Source = "CodeSignSource";

    /// <summary>A file that is listed, by the SDK or, with its signed copy in its place, by <see cref="WithPath"/>.</summary>
    /// <param name="item">The item.</param>
    /// <param name="root">What stands before its place in the folder: nothing, or of a tool the folder in its package.</param>
    /// <param name="use">What becomes of it.</param>
    public static InputFile From(ITaskItem item, string? root, FileUse use)
    {
        var source = item.GetMetadata(Source);
        var path = source.Length > 0 ? source : item.GetMetadata("FullPath");
        return new InputFile(item, path, InputFile.Join(root ?? "", RelativePath(item))) { Use = use };
    }

    /// <summary>Its place in the folder, <c>/</c> between folders.</summary>
    public static string RelativePath(ITaskItem item)
    {
        var relative = item.GetMetadata("RelativePath");
        return InputFile.Join(relative.Length > 0 ? relative : Path.GetFileName(item.ItemSpec));
    }

    /// <summary>The item with another file in its place.</summary>
    public static ITaskItem WithPath(ITaskItem item, string source, string? path)
    {
        if (path is null)
            return item;
        var copy = new TaskItem(path);
        item.CopyMetadataTo(copy);
        copy.SetMetadata(Source, source);
        return copy;
    }
}
