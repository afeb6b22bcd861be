namespace CodeSign.TestGate;

/// <summary>A managed assembly of ours that is about to be signed, and must have been tested.</summary>
/// <param name="Path">Full path of the file on disk.</param>
/// <param name="TargetPath">Its path in the package or published folder, <c>/</c> between folders.</param>
/// <param name="Identity">Which build of which assembly it is.</param>
public sealed record ShippedAssembly(string Path, string TargetPath, AssemblyIdentity Identity)
{
    /// <summary>
    /// Of an assembly that was compiled ahead, the Authenticode SHA-256 of the IL assembly that it was made from, hexadecimal, lower case;
    /// <see langword="null"/> where that is not known, or the assembly is IL itself.
    /// </summary>
    public string? CompiledFrom { get; init; }
}
