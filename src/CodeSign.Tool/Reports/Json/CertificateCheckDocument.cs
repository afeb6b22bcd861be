using System.ComponentModel;
using CodeSign.Tool.Certificates;

namespace CodeSign.Tool.Reports.Json;

/// <summary>
/// What <c>dotnet codesign certificate check --format json</c> writes. The form is versioned; its schema is in docs/schema.
/// </summary>
[Description("What dotnet codesign certificate check found out about a key.")]
internal sealed record CertificateCheckDocument
{
    /// <summary>The version of the schema that this code writes.</summary>
    public const int CurrentSchemaVersion = 1;

    [Description("The version of this schema. Readers refuse a version that they don't know; within one, values may be added.")]
    public int SchemaVersion { get; init; } = CurrentSchemaVersion;

    [Description("What wrote it.")]
    public required ToolDocument Tool { get; init; }

    [Description("When it was checked, UTC.")]
    public required DateTimeOffset Time { get; init; }

    [Description("The key, as it was named.")]
    public required string Key { get; init; }

    [Description("Whether signing with it is possible.")]
    public required bool Fit { get; init; }

    [Description("Why signing with it is refused. Absent where it is fit.")]
    public ErrorDocument? Refusal { get; init; }

    [Description("The chain: the signer's certificate first, the root last. Empty where signing is refused.")]
    public required IReadOnlyList<CertificateDocument> Chain { get; init; }

    [Description("Whether the chain ends at a root that is trusted here.")]
    public required bool RootTrusted { get; init; }

    [Description("Why NuGet would refuse packages that it signs.")]
    public required IReadOnlyList<ErrorDocument> PackageProblems { get; init; }

    [Description("What signing with it would warn of.")]
    public required IReadOnlyList<ErrorDocument> Warnings { get; init; }

    /// <summary>The facts about a check.</summary>
    public static CertificateCheckDocument From(CertificateCheck check) => new()
    {
        Tool = ToolDocument.This,
        Time = check.Time,
        Key = check.Key.ToString(),
        Fit = check.IsFit,
        Refusal = check.Refusal is { } refusal ? ErrorDocument.From(refusal) : null,
        Chain = [.. check.Chain.Select(CertificateDocument.From)],
        RootTrusted = check.IsRootTrusted,
        PackageProblems = [.. check.PackageProblems.Select(ErrorDocument.From)],
        Warnings = [.. check.Warnings.Select(ErrorDocument.From)],
    };
}
