using System.ComponentModel;

namespace CodeSign.Tool.Reports.Json;

/// <summary>What wrote a report.</summary>
[Description("What wrote the report.")]
internal sealed record ToolDocument(
    [property: Description("The tool's name.")] string Name,
    [property: Description("The tool's version.")] string Version)
{
    /// <summary>This tool.</summary>
    public static ToolDocument This { get; } = new("CodeSign.Tool", ToolVersion.Text);
}
