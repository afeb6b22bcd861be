using System.ComponentModel;

namespace CodeSign.Tool.Reports.Json;

/// <summary>How many files have which verdict.</summary>
[Description("How many files have which verdict.")]
internal sealed record SummaryDocument
{
    [Description("All files that were looked at.")]
    public required int Files { get; init; }

    [Description("An intact, strong signature by someone trusted, and no broken one.")]
    public required int Trusted { get; init; }

    [Description("What was signed, but by nobody who is trusted.")]
    public required int Untrusted { get; init; }

    [Description("No signature.")]
    public required int Unsigned { get; init; }

    [Description("Not what was signed.")]
    public required int Invalid { get; init; }

    [Description("Could not be read.")]
    public required int Failed { get; init; }

    [Description("Files of folders that are of no kind that carries a signature. They are not listed.")]
    public required int Skipped { get; init; }
}
