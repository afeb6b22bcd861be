namespace CodeSign.Publishing;

/// <summary>Packages of symbols: each goes along with another package, whose manifest accounts for both.</summary>
public static class SymbolsPackage
{
    /// <summary>Whether a package is one of symbols, by its name.</summary>
    /// <param name="package">Path or name of the package's file.</param>
    public static bool IsNamed(string package)
    {
        ArgumentNullException.ThrowIfNull(package);
        return package.EndsWith(".snupkg", StringComparison.OrdinalIgnoreCase) || HoldsAssemblies(package);
    }

    /// <summary>
    /// Whether a package of symbols is one of the older kind, which holds the assemblies too: it is signed as they are, and a registry that
    /// knows nothing of symbols serves it like any other package.
    /// </summary>
    /// <param name="package">Path or name of the package's file.</param>
    public static bool HoldsAssemblies(string package)
    {
        ArgumentNullException.ThrowIfNull(package);
        return package.EndsWith(".symbols.nupkg", StringComparison.OrdinalIgnoreCase);
    }
}
