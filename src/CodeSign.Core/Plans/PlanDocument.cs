using System.ComponentModel;
using CodeSign.Manifests;
using CodeSign.Signing;

namespace CodeSign.Plans;

/// <summary>
/// What a signing run would do, written down: what would be signed, kept and left out, and why. It is made without a key. The same
/// inputs give the same bytes. Stands where the manifest would stand, as <c>ID.VERSION.codesign-plan.json</c>; its schema is published
/// and versioned.
/// </summary>
[Description("What CodeSign.Build would sign in one package or published folder, and why it would leave other files as they came. Made without a key; nothing has been signed.")]
public sealed record PlanDocument
{
    /// <summary>The version of the schema that this code writes.</summary>
    public const int CurrentSchemaVersion = 1;

    /// <summary>The version of the schema.</summary>
    [Description("The version of this schema. Readers refuse a version that they don't know.")]
    public required int SchemaVersion { get; init; }

    /// <summary>What wrote the plan.</summary>
    [Description("What wrote the plan.")]
    public required ManifestTool Tool { get; init; }

    /// <summary>Whether a key is set: without one, nothing of what is planned would be signed.</summary>
    [Description("Whether a key is set. Without one, nothing would be signed: the plan says what would be if there were a key.")]
    public required bool HasKey { get; init; }

    /// <summary>The package, or <see langword="null"/> where the plan is not about a package.</summary>
    [Description("The package that would be made. Absent where the plan is about a folder or about files.")]
    public PlanPackage? Package { get; init; }

    /// <summary>The folder that would be published, or <see langword="null"/> where the plan is not about one.</summary>
    [Description("The folder that would be published. Absent where the plan is about a package or about files.")]
    public ManifestFolder? Folder { get; init; }

    /// <summary>The signable files, in the order of their paths.</summary>
    [Description("Every file in the package or folder that can carry a signature of its own, in the order of the paths.")]
    public required IReadOnlyList<PlanFile> Files { get; init; }

    /// <summary>Files that would get a signature beside them, in the order of their paths; <see langword="null"/> for none.</summary>
    [Description("Files of any kind that would get a signature in a file of its own (CMS, detached), in the order of the paths. Absent where there are none.")]
    public IReadOnlyList<PlanDetachedSignature>? Detached { get; init; }

    /// <summary>The archives beside the package that would be signed with it, and the files in them; <see langword="null"/> for none.</summary>
    [Description("The archives on disk that CodeSignFile items name and that are not in the package, with the signable files in them; paths are relative to the project. Absent where there are none.")]
    public IReadOnlyList<PlanFile>? Archives { get; init; }

    /// <summary>The document of signatures beside files.</summary>
    /// <param name="beside">The signatures.</param>
    /// <param name="tool">What writes it.</param>
    /// <param name="hasKey">Whether a key is set.</param>
    public static PlanDocument From(IReadOnlyList<PlanDetachedSignature> beside, ManifestTool tool, bool hasKey) => new()
    {
        SchemaVersion = CurrentSchemaVersion,
        Tool = tool,
        HasKey = hasKey,
        Files = [],
        Detached = beside,
    };

    /// <summary>The document of an engine's plan.</summary>
    /// <param name="plan">The plan, without errors.</param>
    /// <param name="tool">What writes it.</param>
    /// <param name="hasKey">Whether a key is set.</param>
    public static PlanDocument From(SigningPlan plan, ManifestTool tool, bool hasKey)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return new PlanDocument
        {
            SchemaVersion = CurrentSchemaVersion,
            Tool = tool,
            HasKey = hasKey,
            Files = [.. plan.Files.SelectMany(file => PlanFile.WithEntries(file.Candidate.TargetPath, file))],
        };
    }
}
