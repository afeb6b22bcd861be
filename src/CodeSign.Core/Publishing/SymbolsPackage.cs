namespace CodeSign.Publishing;

/// <summary>Packages of symbols: each goes along with another package, whose manifest accounts for both.</summary>
public static class SymbolsPackage
{
    /// <summary>Whether a package is one of symbols, by its name.</summary>
    /// <param name="package">Path or name of the package's file.</param>
    public static bool IsNamed(string package)
    {
        ArgumentNullException.ThrowIfNull(package);
        return package.EndsWith(".snupkg", StringComparison.OrdinalIgnoreCase)
            || package.EndsWith(".symbols.nupkg", StringComparison.OrdinalIgnoreCase);
    }
}
