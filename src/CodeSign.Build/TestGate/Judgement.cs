using CodeSign.TestGate;

namespace CodeSign.Build.TestGate;

/// <summary>What was judged last, and under which settings: as long as it holds, no test needs to run again.</summary>
internal sealed record Judgement
{
    /// <summary>Nothing was judged.</summary>
    public static Judgement None { get; } = new() { Fingerprint = "" };

    /// <summary>The settings that it was made under.</summary>
    public required string Fingerprint { get; init; }

    /// <summary>The assemblies that may be signed.</summary>
    public IReadOnlyList<PassedAssembly> Assemblies { get; init; } = [];

    /// <summary>Whether assemblies may be signed under settings, without a new judgement.</summary>
    public bool Holds(string fingerprint, IEnumerable<ShippedAssembly> assemblies) =>
        Fingerprint == fingerprint && assemblies.All(assembly => Assemblies.Contains(PassedAssembly.Of(assembly)));

    /// <summary>Of an assembly that was compiled ahead, the digest of the one it was made from, where that was known.</summary>
    /// <param name="sha256">The Authenticode digest of the compiled assembly.</param>
    public string? SourceOf(string sha256) =>
        Assemblies.FirstOrDefault(assembly => assembly.Sha256 == sha256 && assembly.CompiledFrom is not null)?.CompiledFrom;
}

/// <summary>An assembly that may be signed.</summary>
/// <param name="TargetPath">Its path in the package or the folder.</param>
/// <param name="Sha256">Its Authenticode digest, hexadecimal, lower case.</param>
/// <param name="CompiledFrom">The same of the assembly that it was compiled ahead from, or <see langword="null"/>.</param>
internal sealed record PassedAssembly(string TargetPath, string Sha256, string? CompiledFrom)
{
    /// <summary>Names a shipped assembly so.</summary>
    public static PassedAssembly Of(ShippedAssembly assembly) =>
        new(assembly.TargetPath, assembly.Identity.AuthenticodeSha256, assembly.CompiledFrom);
}
