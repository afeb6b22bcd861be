using System.ComponentModel;
using CodeSign.Diagnostics;

namespace CodeSign.Tool.Reports.Json;

/// <summary>Something that the tool could not do.</summary>
[Description("Something that the tool could not do.")]
internal sealed record ErrorDocument
{
    [Description("The diagnostic's code, CSB and four digits.")]
    public required string Code { get; init; }

    [Description("The file it is about. Absent where there is none.")]
    public string? File { get; init; }

    [Description("Cause and fix, in words.")]
    public required string Message { get; init; }

    /// <summary>The facts about a diagnostic.</summary>
    public static ErrorDocument From(Diagnostic diagnostic) =>
        new() { Code = diagnostic.Descriptor.Code, File = diagnostic.File, Message = diagnostic.Message };
}
