using CodeSign.Diagnostics;
using CodeSign.FileSystem;
using Microsoft.Extensions.FileSystemGlobbing;

namespace CodeSign.Tool.Input;

/// <summary>
/// Finds the files that the user means. Shells differ in what they expand, Windows' expand nothing: so patterns are expanded here, and a
/// file whose name looks like one is found first.
/// </summary>
internal sealed class FileSelector(ToolHost host, bool recurse)
{
    private const char ListMark = '@';
    private const string StandardInput = "-";

    private readonly List<SelectedFile> _files = [];
    private readonly List<Diagnostic> _missing = [];
    private readonly HashSet<string> _paths = new(PathNames.Comparer);

    /// <summary>Finds them.</summary>
    /// <exception cref="UsageException">A folder is named, and not that folders are to be looked into.</exception>
    /// <exception cref="CodeSignException">A list of files can't be read.</exception>
    public async Task<FileSelection> SelectAsync(IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        foreach (var argument in arguments)
        {
            if (argument.Length > 1 && argument[0] == '-' && !Path.Exists(host.FullPath(argument)))
                throw new UsageException($"There is no option {argument}.");
            await foreach (var name in NamesAsync(argument, cancellationToken))
                Add(name);
        }

        return new FileSelection(_files, _missing);
    }

    private async IAsyncEnumerable<string> NamesAsync(
        string argument, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (argument == StandardInput)
        {
            await foreach (var line in LinesAsync(host.Input(), cancellationToken))
                yield return line;
        }
        else if (argument.StartsWith(ListMark) && !Path.Exists(host.FullPath(argument)))
        {
            using var list = OpenList(argument[1..]);
            await foreach (var line in LinesAsync(list, cancellationToken))
                yield return line;
        }
        else
        {
            yield return argument;
        }
    }

    private StreamReader OpenList(string path)
    {
        try
        {
            return new StreamReader(host.FullPath(path));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw ToolDiagnostics.Unreadable.Exception(
                $"The list of files can't be read: {e.Message}", "Give the path of a text file with one name a line.", path, e);
        }
    }

    private static async IAsyncEnumerable<string> LinesAsync(
        TextReader reader, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // The console's reader knows no cancellation: it is left behind where it waits.
        while (await Task.Run(reader.ReadLine, cancellationToken).WaitAsync(cancellationToken) is { } line)
            if (!string.IsNullOrWhiteSpace(line))
                yield return line;
    }

    private void Add(string name)
    {
        // A list may hold anything, and no system has names with it.
        if (name.Contains('\0', StringComparison.Ordinal))
        {
            _missing.Add(NoSuchFile(name));
            return;
        }

        var path = host.FullPath(name);
        if (File.Exists(path))
            Add(new SelectedFile(path, name, IsNamed: true));
        else if (Directory.Exists(path))
            AddFolder(path, name);
        else if (name.AsSpan().IndexOfAny('*', '?') >= 0)
            AddMatches(name);
        else
            _missing.Add(NoSuchFile(name));
    }

    private static Diagnostic NoSuchFile(string name) => ToolDiagnostics.NoSuchFile.Create(
        "There is no such file.", "Check the name; a relative one starts from the current folder.", name);

    private void AddFolder(string path, string name)
    {
        if (!recurse)
            throw new UsageException($"{name} is a folder: add --recurse to look at all that is in it.");
        AddAll(FilesBelow(FolderTree.Read(path)), path, name, isNamed: false);
    }

    private void AddMatches(string pattern)
    {
        var (folder, rest) = Split(pattern);
        var path = host.FullPath(folder.Length == 0 ? "." : folder);
        var matcher = new Matcher(PathNames.Comparison);
        matcher.AddInclude(rest.Replace('?', '*'));
        var candidates = Directory.Exists(path)
            ? matcher.Match(path, FilesBelow(FolderTree.Read(path, below => PathPattern.LeadsTo(rest, below)))
                .Select(file => Path.Combine(path, file))).Files.Select(match => match.Path)
            : [];
        // The library knows no '?': it finds too many, and the pattern itself decides.
        var found = rest.Contains('?', StringComparison.Ordinal) ? candidates.Where(file => PathPattern.Matches(rest, file)) : candidates;
        if (!AddAll(found, path, folder, isNamed: true))
            _missing.Add(
                ToolDiagnostics.NoSuchFile.Create("No file matches this pattern.",
                    "Check the pattern: '*' stays within a folder, '**' does not.", pattern));
    }

    /// <summary>The files that were found. What can't be read is told: it might hold anything.</summary>
    private IReadOnlyList<string> FilesBelow(FolderTree tree)
    {
        _missing.AddRange(tree.Unreadable.Select(folder => ToolDiagnostics.Unreadable.Create(
            $"The folder can't be read: {folder.Reason}", "Make it readable for this user.", host.NameOf(folder.Path))));
        return tree.Files;
    }

    private bool AddAll(IEnumerable<string> relativePaths, string folder, string name, bool isNamed)
    {
        var any = false;
        foreach (var relative in relativePaths.Order(StringComparer.Ordinal))
        {
            any = true;
            var shown = name.Length == 0 ? relative : $"{name.TrimEnd('/', '\\')}/{relative}";
            Add(new SelectedFile(Path.GetFullPath(relative, folder), shown, isNamed) { RelativePath = relative });
        }

        return any;
    }

    private void Add(SelectedFile file)
    {
        if (_paths.Add(file.Path))
            _files.Add(file);
    }

    /// <summary>The folder before the first wildcard, and the pattern below it.</summary>
    private static (string Folder, string Pattern) Split(string pattern)
    {
        var normal = OperatingSystem.IsWindows() ? pattern.Replace('\\', '/') : pattern;
        var slash = normal.LastIndexOf('/', normal.AsSpan().IndexOfAny('*', '?'));
        return slash < 0 ? ("", normal) : (slash == 0 ? "/" : normal[..slash], normal[(slash + 1)..]);
    }
}
