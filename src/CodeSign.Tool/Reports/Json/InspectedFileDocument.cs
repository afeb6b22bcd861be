using System.ComponentModel;

namespace CodeSign.Tool.Reports.Json;

/// <summary>A file with what stands in its signature.</summary>
[Description("A file with what stands in its signature.")]
internal sealed record InspectedFileDocument
{
    [Description("The file, and what verification came to.")]
    public required FileDocument Verification { get; init; }

    [Description("What stands in its signature. Absent where there is none that can be read.")]
    public MessageDocument? Signature { get; init; }
}
