using System.ComponentModel;

namespace CodeSign.Plans;

/// <summary>A package's file that would be made, and whether it would be signed.</summary>
public sealed record PlanPackageFile
{
    /// <summary>The file's name.</summary>
    [Description("The name of the file.")]
    public required string File { get; init; }

    /// <summary>Whether it would be signed or left out.</summary>
    [Description("What would become of it: sign or exclude.")]
    public required PlanAction Action { get; init; }

    /// <summary>Why.</summary>
    [Description("Why, in words.")]
    public required string Reason { get; init; }

    /// <summary>The signature that would be made, or <see langword="null"/> where none would.</summary>
    [Description("The signature that would be made. Absent unless action is sign.")]
    public PlanSignature? Signature { get; init; }
}
