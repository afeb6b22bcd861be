using System.Reflection;

namespace CodeSign.TestEvidence;

/// <summary>An assembly that the process has loaded.</summary>
internal sealed class LoadedAssembly
{
    private LoadedAssembly(string name, string path, Guid mvid, string? sha256)
    {
        Name = name;
        Path = path;
        Mvid = mvid;
        Sha256 = sha256;
    }

    /// <summary>Its simple name.</summary>
    public string Name { get; }

    /// <summary>Full path of its file; empty where it was loaded from memory.</summary>
    public string Path { get; }

    /// <summary>The module version id of the loaded module: what is in memory, whatever lies in the file by now.</summary>
    public Guid Mvid { get; }

    /// <summary>Authenticode digest of its file, SHA-256, hexadecimal, lower case; none where there is no file that can be read.</summary>
    public string? Sha256 { get; }

    /// <summary>Describes a loaded assembly.</summary>
    public static LoadedAssembly Of(Assembly assembly)
    {
        var path = assembly.Location;
        return new LoadedAssembly(
            assembly.GetName().Name ?? "", path, assembly.ManifestModule.ModuleVersionId, path.Length == 0 ? null : AuthenticodeDigest.TryCompute(path));
    }
}
