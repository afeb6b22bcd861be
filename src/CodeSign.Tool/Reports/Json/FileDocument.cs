using System.ComponentModel;
using CodeSign.Tool.Verifying;

namespace CodeSign.Tool.Reports.Json;

/// <summary>One file and what verification came to.</summary>
[Description("One file and what verification came to.")]
internal sealed record FileDocument
{
    [Description("The file, as it was named, or below the folder that was named; / between the folders that a pattern or --recurse found, "
        + "and !/ behind an archive that --deep looked into.")]
    public required string Path { get; init; }

    [Description("trusted, untrusted, unsigned or invalid. Absent where the file could not be read.")]
    public string? Verdict { get; init; }

    [Description("Whether the file may be used: with a policy, whether its rule accepts the file; otherwise whether it is trusted.")]
    public bool Accepted { get; init; }

    [Description("The policy's rule that decided. Absent without a policy, and where no rule is about the file.")]
    public string? Rule { get; init; }

    [Description("Why the file could not be read. Absent otherwise.")]
    public ErrorDocument? Error { get; init; }

    [Description("pe (Windows executables and .NET assemblies), nupkg, zip (what inspect calls an archive that is no package), or detached (a signature in a file of its own). Absent for other kinds.")]
    public string? Format { get; init; }

    [Description("The file's length in bytes; of a detached signature, its own. Absent where the file could not be read.")]
    public long? Length { get; init; }

    [Description("SHA-256 of the file, hexadecimal; of a detached signature, its own. Absent where the file is too malformed to be read to its end.")]
    public string? Sha256 { get; init; }

    [Description("SHA-256 of a package without its signature, hexadecimal. Absent for other files.")]
    public string? ContentSha256 { get; init; }

    [Description("SHA-512 of a package without its signature, base64: NuGet's content hash. Absent for other files.")]
    public string? ContentSha512 { get; init; }

    [Description("All findings: about the file, then about its signatures.")]
    public required IReadOnlyList<FindingDocument> Findings { get; init; }

    [Description("The file's signatures, the primary one first; those inside of others are there.")]
    public required IReadOnlyList<SignatureDocument> Signatures { get; init; }

    /// <summary>The facts about a file.</summary>
    public static FileDocument From(VerifiedFile file)
    {
        if (file.Result is not { } result)
            return new FileDocument { Path = file.File.Name, Error = ErrorDocument.From(file.Failure!), Findings = [], Signatures = [] };
        return new FileDocument
        {
            Path = file.File.Name,
            Verdict = JsonNames.Of(result.Verdict),
            Accepted = result.IsAccepted,
            Rule = result.Policy?.Rule,
            Format = result.Format,
            Length = result.Length,
            Sha256 = JsonNames.Hex(result.Sha256),
            ContentSha256 = result.PackageContent is { } content ? JsonNames.Hex(content.Sha256) : null,
            ContentSha512 = result.PackageContent is { } package ? Convert.ToBase64String(package.Sha512.Span) : null,
            Findings = [.. result.Findings.Select(FindingDocument.From)],
            Signatures = [.. result.Signatures.Select(SignatureDocument.From)],
        };
    }
}
