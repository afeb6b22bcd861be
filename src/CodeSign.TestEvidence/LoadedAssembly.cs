using System.Reflection;
using System.Runtime.Versioning;

namespace CodeSign.TestEvidence;

/// <summary>An assembly that the process has loaded.</summary>
internal sealed class LoadedAssembly
{
    private LoadedAssembly(string name, string path, string? framework, Guid mvid, string? sha256)
    {
        Name = name;
        Path = path;
        Framework = framework;
        Mvid = mvid;
        Sha256 = sha256;
    }

    /// <summary>Its simple name.</summary>
    public string Name { get; }

    /// <summary>Full path of its file; empty where it was loaded from memory.</summary>
    public string Path { get; }

    /// <summary>The framework that it was built for, as <c>.NETCoreApp,Version=v10.0</c>; none where it does not say.</summary>
    public string? Framework { get; }

    /// <summary>The module version id of the loaded module: what is in memory, whatever lies in the file by now.</summary>
    public Guid Mvid { get; }

    /// <summary>Authenticode digest of its file, SHA-256, hexadecimal, lower case; none where there is no file that can be read.</summary>
    public string? Sha256 { get; }

    /// <summary>Describes a loaded assembly.</summary>
    public static LoadedAssembly Of(Assembly assembly)
    {
        var path = assembly.Location;
        return new LoadedAssembly(
            assembly.GetName().Name ?? "",
            path,
            FrameworkOf(assembly),
            assembly.ManifestModule.ModuleVersionId,
            path.Length == 0 ? null : AuthenticodeDigest.TryCompute(path));
    }

    // Read as data: nothing of the assembly runs, and nothing more is loaded.
    private static string? FrameworkOf(Assembly assembly)
    {
        foreach (var attribute in assembly.GetCustomAttributesData())
            if (attribute.AttributeType.FullName == typeof(TargetFrameworkAttribute).FullName && attribute.ConstructorArguments.Count > 0)
                return attribute.ConstructorArguments[0].Value as string;
        return null;
    }
}
