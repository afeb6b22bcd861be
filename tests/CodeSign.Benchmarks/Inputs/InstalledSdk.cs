using System.Runtime.InteropServices;

namespace CodeSign.Benchmarks;

/// <summary>The .NET SDK that this program runs on: some thousand files that others have signed.</summary>
internal static class InstalledSdk
{
    /// <summary>The folder of dotnet, three levels above the running framework's.</summary>
    public static string Root { get; } = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));

    /// <summary>The folder of the newest SDK.</summary>
    public static string Newest => Directory.EnumerateDirectories(Path.Combine(Root, "sdk")).Order(StringComparer.Ordinal).Last();

    /// <summary>All assemblies of the SDK and the shared frameworks, in an order that does not change.</summary>
    public static List<string> Assemblies() =>
        [.. Directory.EnumerateFiles(Root, "*.dll", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];
}
