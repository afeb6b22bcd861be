namespace CodeSign.Benchmarks;

/// <summary>The packages that NuGet has kept on this machine, signed by their authors and by nuget.org.</summary>
internal static class PackageCache
{
    /// <summary>The packages of at most so many bytes, in an order that does not change.</summary>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    public static List<string> Packages(long maxLength)
    {
        var packages = Directory.EnumerateFiles(Folder(), "*.nupkg", SearchOption.AllDirectories)
            .Where(package => new FileInfo(package).Length <= maxLength)
            .Order(StringComparer.Ordinal).ToList();
        return packages.Count > 0
            ? packages
            : throw new InvalidOperationException($"NuGet's folder {Folder()} holds no package of that size.");
    }

    private static string Folder() => Environment.GetEnvironmentVariable("NUGET_PACKAGES") is { Length: > 0 } folder
        ? folder
        : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
}
