using CodeSign.Build.Files;
using CodeSign.TestGate;

namespace CodeSign.Build.TestGate;

/// <summary>Finds the managed assemblies of ours among files, as signing does: what the project or one that it references has made.</summary>
/// <param name="origins">Whose file is it.</param>
internal sealed class OwnAssemblies(KnownFiles origins)
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
            var source = identity.IsCompiledAhead ? await SourceOfAsync(file, identity, cancellationToken) : null;
            found.AddRange(file.TargetPaths.Select(target => new ShippedAssembly(file.Path, target, identity) { CompiledFrom = source }));
        }

        return found;
    }

    /// <summary>The digest of the assembly that another was compiled ahead from: of the same name, and of the same compilation.</summary>
    private async Task<string?> SourceOfAsync(InputFile compiled, AssemblyIdentity identity, CancellationToken cancellationToken)
    {
        foreach (var path in origins.Named(Path.GetFileName(compiled.Path)).Where(File.Exists))
            if (await AssemblyIdentity.ReadAsync(path, cancellationToken) is { IsCompiledAhead: false } source && source.Mvid == identity.Mvid)
                return source.AuthenticodeSha256;
        return null;
    }
}
