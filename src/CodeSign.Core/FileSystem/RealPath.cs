namespace CodeSign.FileSystem;

/// <summary>Where a path leads once all symbolic links in it are followed, as POSIX's <c>realpath</c> does.</summary>
public static class RealPath
{
    /// <summary>As many links as Linux follows in one path.</summary>
    private const int MostLinks = 40;

    private static readonly char[] Separators = [Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar];

    /// <summary>Follows all links, those of the folders too. What does not exist stays as it is written.</summary>
    /// <param name="path">A full path.</param>
    /// <exception cref="ArgumentException">The path is not a full path.</exception>
    /// <exception cref="IOException">There are more than 40 links: they lead in a circle.</exception>
    public static string Of(string path)
    {
        if (!Path.IsPathFullyQualified(path))
            throw new ArgumentException($"'{path}' is no full path.", nameof(path));
        var (real, left) = ("", new Stack<string>());
        Follow(path);
        for (var links = 0; left.TryPop(out var part);)
        {
            // A link may lead to '..', which is then above where it leads, and not above its own name.
            if (part == "..")
            {
                real = Path.GetDirectoryName(real) ?? real;
                continue;
            }

            var next = Path.Combine(real, part);
            if (new FileInfo(next).LinkTarget is not { } target)
                real = next;
            else if (++links > MostLinks)
                throw new IOException($"There are too many symbolic links in '{path}'.");
            else
                Follow(target);
        }

        return real;

        void Follow(string target)
        {
            var root = Path.GetPathRoot(target)!;
            if (root.Length > 0)
                real = root;
            foreach (var part in target[root.Length..].Split(Separators).Where(part => part is not "" and not ".").Reverse())
                left.Push(part);
        }
    }
}
