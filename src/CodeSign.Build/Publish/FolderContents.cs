using System.IO.Enumeration;
using CodeSign.Formats;
using CodeSign.Manifests;

namespace CodeSign.Build.Publish;

/// <summary>Looks for files in a published folder.</summary>
internal static class FolderContents
{
    private const int MaxDepth = 64;
    private const string TemporaryPrefix = ".codesign-";

    private static readonly EnumerationOptions All = new()
    {
        RecurseSubdirectories = true,
        MaxRecursionDepth = MaxDepth,
        IgnoreInaccessible = false,
        AttributesToSkip = FileAttributes.None,
    };

    /// <summary>Full paths of all files but those that a signing at work has open, in order. Linked folders are not entered.</summary>
    public static IReadOnlyList<string> Files(string folder)
    {
        if (!Directory.Exists(folder))
            return [];
        var files = new FileSystemEnumerable<string>(folder, (ref FileSystemEntry entry) => entry.ToFullPath(), All)
        {
            ShouldIncludePredicate = (ref FileSystemEntry entry) => !entry.IsDirectory && !IsTemporary(entry.FileName),
            ShouldRecursePredicate = (ref FileSystemEntry entry) => !entry.Attributes.HasFlag(FileAttributes.ReparsePoint),
        };
        return [.. files.Order(StringComparer.Ordinal)];
    }

    /// <summary>Full paths of the manifests that lie in a folder.</summary>
    public static IReadOnlyList<string> Manifests(string folder) => Directory.Exists(folder)
        ? [.. Directory.EnumerateFiles(folder, $"*{SignatureManifestFile.Suffix}").Order(StringComparer.Ordinal)]
        : [];

    /// <summary>Whether a file can be signed, by its content.</summary>
    public static bool IsSignable(string path, IReadOnlyList<ISignatureFormat> formats)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);
        return formats.Find(file) is not null;
    }

    private static bool IsTemporary(ReadOnlySpan<char> name) => name.StartsWith(TemporaryPrefix, StringComparison.Ordinal)
        && (name.EndsWith(".tmp", StringComparison.Ordinal) || name.EndsWith(".lock", StringComparison.Ordinal));
}
