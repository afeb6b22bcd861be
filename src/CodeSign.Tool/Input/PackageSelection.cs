using CodeSign.Diagnostics;

namespace CodeSign.Tool.Input;

/// <summary>Finds packages: those named, and those in folders that are named.</summary>
internal static class PackageSelection
{
    /// <summary>Full paths of the packages, each once.</summary>
    /// <exception cref="CodeSignException">A name stands for nothing, or there is no package at all.</exception>
    public static async Task<IReadOnlyList<string>> FindAsync(
        IReadOnlyList<string> arguments, ToolHost host, CancellationToken cancellationToken)
    {
        var selection = await new FileSelector(host, recurse: true).SelectAsync(arguments, cancellationToken);
        if (selection.Missing is [var missing, ..])
            throw new CodeSignException(missing);
        var packages = selection.Files.Where(file => file.IsNamed || IsPackage(file.Path)).Select(file => file.Path).ToList();
        return packages.Count > 0
            ? packages
            : throw ToolDiagnostics.NothingToDo.Exception("There is no package (*.nupkg, *.snupkg).", "Check the folder.", arguments[0]);
    }

    private static bool IsPackage(string path) =>
        path.EndsWith(".nupkg", StringComparison.OrdinalIgnoreCase) || path.EndsWith(".snupkg", StringComparison.OrdinalIgnoreCase);
}
