using System.ComponentModel;
using CodeSign.Tool.Inspecting;

namespace CodeSign.Tool.Reports.Json;

/// <summary>What <c>dotnet codesign inspect --format json</c> writes. The form is versioned; its schema is in docs/schema.</summary>
[Description("What dotnet codesign inspect found in files.")]
internal sealed record InspectionDocument
{
    /// <summary>The version of the schema that this code writes.</summary>
    public const int CurrentSchemaVersion = 1;

    [Description("The version of this schema. Readers refuse a version that they don't know; within one, values may be added.")]
    public int SchemaVersion { get; init; } = CurrentSchemaVersion;

    [Description("What wrote it.")]
    public required ToolDocument Tool { get; init; }

    [Description("The files, in the order in which they were named.")]
    public required IReadOnlyList<InspectedFileDocument> Files { get; init; }

    /// <summary>The facts about files.</summary>
    public static InspectionDocument From(IEnumerable<InspectedFile> files) => new()
    {
        Tool = ToolDocument.This,
        Files =
        [
            .. files.Select(file => new InspectedFileDocument
            {
                Verification = FileDocument.From(file.Verified),
                Signature = file.Contents is { } contents ? MessageDocument.From(contents) : null,
            }),
        ],
    };
}
