using CodeSign.Build.Files;
using CodeSign.TestGate;

namespace CodeSign.Build.TestGate;

/// <summary>Finds the managed assemblies of ours among files, as signing does: what the project or one that it references has made.</summary>
/// <param name="origins">Whose file is it.</param>
/// <param name="sourceOf">Of an assembly, what is known of the one that it was compiled ahead from: its Authenticode digest.</param>
internal sealed class OwnAssemblies(KnownFiles origins, Func<InputFile, AssemblyIdentity, Task<string?>> sourceOf)
{
    /// <summary>Finds them, one for each place in the package or folder.</summary>
    /// <exception cref="Diagnostics.CodeSignException">One is malformed.</exception>
    public async Task<IReadOnlyList<ShippedAssembly>> FindAsync(IEnumerable<InputFile> files, CancellationToken cancellationToken)
    {
        var found = new List<ShippedAssembly>();
        foreach (var file in files.DistinctBy(file => file.Place).Where(file => File.Exists(file.Path) && origins.Find(file).IsOurs))
        {
            if (await AssemblyIdentity.ReadAsync(file.Path, cancellationToken) is not { } identity)
                continue;
            var source = identity.IsCompiledAhead ? await sourceOf(file, identity) : null;
            found.AddRange(file.TargetPaths.Select(target => new ShippedAssembly(file.Path, target, identity) { CompiledFrom = source }));
        }

        return found;
    }
}
