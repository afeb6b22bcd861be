using CodeSign.TestGate;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

namespace CodeSign.Build.TestGate;

/// <summary>A shipped assembly as an item, on its way from the task that finds it to the one that judges.</summary>
internal static class AssemblyItem
{
    private const string TargetPath = "TargetPath";
    private const string CompiledFrom = "CompiledFrom";

    /// <summary>Makes an item.</summary>
    public static ITaskItem Write(ShippedAssembly assembly)
    {
        var item = new TaskItem(assembly.Path);
        item.SetMetadata(TargetPath, assembly.TargetPath);
        item.SetMetadata(CompiledFrom, assembly.CompiledFrom ?? "");
        return item;
    }

    /// <summary>Reads an item, and the assembly once more: what is judged is the file as it is now.</summary>
    public static async Task<ShippedAssembly?> ReadAsync(ITaskItem item, CancellationToken cancellationToken)
    {
        var path = item.GetMetadata("FullPath");
        var source = item.GetMetadata(CompiledFrom);
        return await AssemblyIdentity.ReadAsync(path, cancellationToken) is { } identity
            ? new ShippedAssembly(path, item.GetMetadata(TargetPath), identity) { CompiledFrom = source.Length == 0 ? null : source }
            : null;
    }
}
