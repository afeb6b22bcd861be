using System.ComponentModel;

namespace CodeSign.Plans;

/// <summary>A file that would get a signature beside it.</summary>
public sealed record PlanDetachedSignature
{
    /// <summary>The file's path.</summary>
    [Description("The file's path: in the package where packed is true, otherwise relative to the project's folder; / between folders.")]
    public required string Path { get; init; }

    /// <summary>Whether file and signature would be in the package.</summary>
    [Description("Whether the file and its signature would be in the package.")]
    public required bool Packed { get; init; }

    /// <summary>The signature's path.</summary>
    [Description("The path of the signature's file, as that of the file.")]
    public required string SignaturePath { get; init; }

    /// <summary>What would be done.</summary>
    [Description("What would be done: sign; or undecided (something stands in the signature's place that may be replaced only if it is ours, which only the certificate could tell).")]
    public required PlanAction Action { get; init; }

    /// <summary>Whether an earlier run has done it; otherwise <see langword="null"/>.</summary>
    [Description("True where an earlier run has made the signature and it would be taken again: no key would be used. Otherwise absent.")]
    public bool? UpToDate { get; init; }

    /// <summary>The signature that would be made.</summary>
    [Description("The signature that would be made. Absent where upToDate is true.")]
    public PlanSignature? Signature { get; init; }
}
