namespace CodeSign.FileSystem;

/// <summary>
/// All files in a folder and in the folders below it, hidden ones too. Links to folders are followed, and each real folder is entered
/// once: by its own name where it has one here, otherwise by that of a link. So links that lead in a circle end, and nothing is left out.
/// </summary>
public sealed class FolderTree
{
    private static readonly EnumerationOptions Everything = new()
    {
        AttributesToSkip = FileAttributes.None,
        IgnoreInaccessible = false,
    };

    private readonly string _root;
    private readonly Predicate<string> _isWanted;
    private readonly List<string> _files = [];
    private readonly List<UnreadableFolder> _unreadable = [];
    private readonly HashSet<string> _entered = new(PathNames.Comparer);
    private readonly Stack<(string Path, string RealPath)> _folders = new();
    private readonly Queue<string> _links = new();

    private FolderTree(string root, Predicate<string> isWanted) => (_root, _isWanted) = (root, isWanted);

    /// <summary>The files, by their paths from the root with <c>/</c> between folders, in ordinal order.</summary>
    public IReadOnlyList<string> Files { get; private set; } = [];

    /// <summary>The folders that can't be read: what is in them is not known.</summary>
    public IReadOnlyList<UnreadableFolder> Unreadable => _unreadable;

    /// <summary>Looks for all files.</summary>
    /// <param name="root">Full path of the folder.</param>
    public static FolderTree Read(string root) => Read(root, static _ => true);

    /// <summary>Looks for files where they are wanted.</summary>
    /// <param name="root">Full path of the folder.</param>
    /// <param name="isWanted">Whether a folder is entered: is asked with its path from the root, <c>/</c> between folders.</param>
    public static FolderTree Read(string root, Predicate<string> isWanted)
    {
        ArgumentNullException.ThrowIfNull(root);
        ArgumentNullException.ThrowIfNull(isWanted);
        var tree = new FolderTree(root, isWanted);
        tree.Walk();
        return tree;
    }

    private void Walk()
    {
        Follow(_root);
        while (_folders.Count > 0 || _links.Count > 0)
        {
            if (_folders.TryPop(out var folder))
                Enter(folder.Path, folder.RealPath);
            else
                Follow(_links.Dequeue());
        }

        Files = [.. _files.Order(StringComparer.Ordinal)];
    }

    private void Follow(string link)
    {
        try
        {
            _folders.Push((link, RealPath.Of(link)));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            _unreadable.Add(new UnreadableFolder(link, e.Message));
        }
    }

    private void Enter(string folder, string realPath)
    {
        if (!_entered.Add(realPath))
            return;
        try
        {
            foreach (var entry in new DirectoryInfo(folder).EnumerateFileSystemInfos("*", Everything))
                Add(entry, folder, realPath);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            _unreadable.Add(new UnreadableFolder(folder, e.Message));
        }
    }

    private void Add(FileSystemInfo entry, string folder, string realFolder)
    {
        var path = Path.Combine(folder, entry.Name);
        var relative = Path.GetRelativePath(_root, path).Replace(Path.DirectorySeparatorChar, '/');
        if (entry is not DirectoryInfo)
            _files.Add(relative);
        else if (!_isWanted(relative))
            return;
        else if (entry.LinkTarget is null)
            _folders.Push((path, Path.Combine(realFolder, entry.Name)));
        else
            _links.Enqueue(path);
    }
}
