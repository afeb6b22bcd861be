using System.ComponentModel;
using CodeSign.Verification;

namespace CodeSign.Tool.Reports.Json;

/// <summary>One thing that verification found.</summary>
[Description("One thing that verification found.")]
internal sealed record FindingDocument
{
    [Description("What it is: one of the names that docs/findings.md lists. They are never renamed.")]
    public required string Code { get; init; }

    [Description("information and warning change nothing; weakness and untrusted take their signature out of the decision; broken makes the file invalid.")]
    public required string Severity { get; init; }

    [Description("Where, from the outside in: signature 1, timestamp. Empty for the file itself.")]
    public required string Place { get; init; }

    [Description("What was found, in words.")]
    public required string Explanation { get; init; }

    [Description("The policy's rule that it is about. Absent where no policy demands it.")]
    public string? Rule { get; init; }

    /// <summary>The facts about a finding.</summary>
    public static FindingDocument From(Finding finding) => new()
    {
        Code = finding.Kind.ToString(),
        Severity = JsonNames.Of(finding.Severity),
        Place = finding.Place,
        Explanation = finding.Explanation,
        Rule = finding.Rule,
    };
}
