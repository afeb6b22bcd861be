using System.ComponentModel;

namespace CodeSign.Tool.Reports.Json;

/// <summary>A file with what stands in its signature.</summary>
[Description("A file with what stands in its signature.")]
internal sealed record InspectedFileDocument(
    [property: Description("The file, and what verification came to.")] FileDocument Verification,
    [property: Description("What stands in its signature. Absent where there is none that can be read.")] MessageDocument? Signature);
