namespace CodeSign.Formats.Zip;

/// <summary>Which names of entries are taken: those that lead to one place each, below the folder that an archive is unpacked to.</summary>
internal static class ZipNames
{
    /// <summary>Checks all names of an archive.</summary>
    /// <exception cref="InvalidDataException">Two are the same, or one leads elsewhere.</exception>
    public static void Check(IReadOnlyList<ZipEntry> entries)
    {
        var names = new HashSet<string>(entries.Count, StringComparer.Ordinal);
        foreach (var entry in entries)
        {
            if (LeadsAstray(entry.Path))
                throw new InvalidDataException($"Its entry '{entry.Path}' has a name that leads out of the folder that it is unpacked to.");
            if (!names.Add(entry.Path.TrimEnd('/')))
                throw new InvalidDataException($"It has more than one entry '{entry.Path}'.");
        }
    }

    private static bool LeadsAstray(string path)
    {
        if (path.Length == 0 || path[0] == '/' || path.Contains('\0', StringComparison.Ordinal) || path.AsSpan(1).StartsWith(":"))
            return true;
        foreach (var part in path.AsSpan().Split('/'))
            if (path.AsSpan(part) is "..")
                return true;
        return false;
    }
}
