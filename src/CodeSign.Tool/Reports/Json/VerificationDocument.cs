using System.ComponentModel;

namespace CodeSign.Tool.Reports.Json;

/// <summary>What <c>dotnet codesign verify --format json</c> writes. The form is versioned; its schema is in docs/schema.</summary>
[Description("What dotnet codesign verify found.")]
internal sealed record VerificationDocument
{
    /// <summary>The version of the schema that this code writes.</summary>
    public const int CurrentSchemaVersion = 1;

    [Description("The version of this schema. Readers refuse a version that they don't know; within one, values may be added.")]
    public int SchemaVersion { get; init; } = CurrentSchemaVersion;

    [Description("What wrote it.")]
    public required ToolDocument Tool { get; init; }

    [Description("When verification began, UTC.")]
    public required DateTimeOffset Time { get; init; }

    [Description("The exit code: 0 all trusted, 1 the tool failed, 3 something unsigned, 4 something untrusted, 5 something invalid; the worst of all files.")]
    public required int ExitCode { get; init; }

    [Description("How many files have which verdict.")]
    public required SummaryDocument Summary { get; init; }

    [Description("The files, in the order in which they were named.")]
    public required IReadOnlyList<FileDocument> Files { get; init; }

    [Description("What could not be looked at at all.")]
    public required IReadOnlyList<ErrorDocument> Errors { get; init; }
}
