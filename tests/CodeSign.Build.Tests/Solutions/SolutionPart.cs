using CodeSign.Testing;

namespace CodeSign.Build.Tests.Solutions;

/// <summary>A project of a <see cref="LayeredSolution"/>.</summary>
/// <param name="Project">The project.</param>
/// <param name="Kind">What becomes of it.</param>
/// <param name="Key">The certificate that it signs with, or <see langword="null"/> where it signs nothing.</param>
/// <param name="References">The projects that it references.</param>
internal sealed record SolutionPart(TestProject Project, PartKind Kind, TestCertificate? Key, IReadOnlyList<SolutionPart> References)
{
    /// <summary>Its name, and its assembly's.</summary>
    public string Name => Project.Name;

    /// <summary>All that it references, through others too.</summary>
    public IReadOnlyList<SolutionPart> AllReferences { get; } = [.. References.SelectMany(part => part.AllReferences.Append(part)).Distinct()];

    /// <summary>Whether it becomes a package.</summary>
    public bool IsPacked => Kind is not (PartKind.Referenced or PartKind.Program);

    /// <summary>The names of the assemblies that its package holds.</summary>
    public IEnumerable<string> PackedAssemblies => Kind == PartKind.UnsignedPackage ? [Name] : AllReferences.Select(part => part.Name).Append(Name);

    /// <summary>Where a publish of the solution puts it, if anywhere.</summary>
    public string PublishFolder => Path.Combine(Project.Folder, "bin", "Release", "net10.0", "publish");

    /// <summary>Its own assembly, in obj and bin, for each framework.</summary>
    public IEnumerable<string> BuildOutputs => Project.TargetFrameworks.SelectMany(framework => new[] { Project.Obj(framework), Project.Bin(framework) });

    /// <summary>Who signs the assembly of another part, or a file that is nobody's, where this one ships it.</summary>
    public TestCertificate? SignerOf(SolutionPart? shipped) => Key is null ? null : shipped?.Key ?? Key;
}
