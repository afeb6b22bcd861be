using CodeSign.FileSystem;
using CodeSign.Tool.Input;

namespace CodeSign.Tool.Signing;

/// <summary>Where signed files go: to where the unsigned ones are, or into another folder.</summary>
/// <param name="folder">Full path of the folder, or <see langword="null"/> for in place.</param>
internal sealed class SigningDestination(string? folder)
{
    /// <summary>Full path of a signed file.</summary>
    public string Of(SelectedFile file) => folder is null ? file.Path : Path.GetFullPath(file.RelativePath, folder);

    /// <summary>
    /// The files that change: where they are replaced in place, those that links lead to, each once; a link stays one.
    /// </summary>
    /// <exception cref="UsageException">Two files would go to the same place.</exception>
    /// <exception cref="Diagnostics.CodeSignException">A link leads nowhere.</exception>
    public IReadOnlyList<SelectedFile> Settle(IReadOnlyList<SelectedFile> files)
    {
        if (folder is null)
            return [.. files.Select(Follow).DistinctBy(file => file.Path, PathNames.Comparer)];
        RequireDistinct(files);
        return files;
    }

    /// <summary>Makes sure that no two files go to the same place.</summary>
    /// <exception cref="UsageException">Two do.</exception>
    public void RequireDistinct(IEnumerable<SelectedFile> files)
    {
        var clash = files.GroupBy(Of, PathNames.Comparer).FirstOrDefault(group => group.Count() > 1);
        if (clash is not null)
            throw new UsageException($"{string.Join(" and ", clash.Select(file => file.Name))} would both become {clash.Key}.");
    }

    private static SelectedFile Follow(SelectedFile file)
    {
        try
        {
            return file with { Path = RealPath.Of(file.Path) };
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw ToolDiagnostics.Unreadable.Exception(
                $"The file can't be found: {e.Message}", "Check where its links lead.", file.Name, e);
        }
    }
}
