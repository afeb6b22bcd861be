using CodeSign.Cms;
using CodeSign.Formats;
using Microsoft.Build.Framework;

namespace CodeSign.Build.Settings;

/// <summary>One project's settings, read and checked. Holds names and paths, never a secret.</summary>
internal sealed record ProjectSettings
{
    /// <summary>Full path of the project file.</summary>
    public required string Project { get; init; }

    /// <summary>The key for assemblies, or <see langword="null"/> where the project has none.</summary>
    public required KeySettings? Key { get; init; }

    /// <summary>The key for packages; the same as <see cref="Key"/> unless the project says otherwise.</summary>
    public required KeySettings? PackageKey { get; init; }

    /// <summary>Whether the development identity may be used in CI.</summary>
    public required bool AllowDevelopmentKey { get; init; }

    /// <summary>Whether packages are signed.</summary>
    public required bool SignPackages { get; init; }

    /// <summary>Whether the assemblies in obj and bin become the signed ones.</summary>
    public required bool ReplacesBuildOutput { get; init; }

    /// <summary>The digest algorithm for files and signers.</summary>
    public required DigestAlgorithm Digest { get; init; }

    /// <summary>What Windows calls the signed files.</summary>
    public required string? Description { get; init; }

    /// <summary>Where a person can read about them.</summary>
    public required Uri? DescriptionUrl { get; init; }

    /// <summary>What happens to signatures of others on our own files.</summary>
    public required ExistingSignature Existing { get; init; }

    /// <summary>How timestamps are asked for, or <see langword="null"/> where there shall be none.</summary>
    public required TimestampSettings? Timestamps { get; init; }

    /// <summary>Full paths of PEM files with more roots to trust.</summary>
    public required IReadOnlyList<string> TrustedRoots { get; init; }

    /// <summary>Whether signatures are kept for later builds; <see langword="null"/> where that depends on who builds.</summary>
    public required bool? Cache { get; init; }

    /// <summary>Full path of the folder where they are kept, or <see langword="null"/> for the user's own.</summary>
    public required string? CacheDirectory { get; init; }

    /// <summary>
    /// Full path of the manifest, or of a folder for it (with a separator at its end), or <see langword="null"/> for its place beside the
    /// package.
    /// </summary>
    public required string? Manifest { get; init; }

    /// <summary>Whether the manifest gets a signature beside it.</summary>
    public required bool SignsManifest { get; init; }

    /// <summary>Whether each manifest gets a page for people beside it.</summary>
    public required bool WritesReport { get; init; }

    /// <summary>Full path of the folder where this project's signing keeps its state, under obj.</summary>
    public required string StateDirectory { get; init; }

    /// <summary>Full path of the SDK's folder, where NuGet's trusted roots are.</summary>
    public required string SdkDirectory { get; init; }

    /// <summary>Reads the item that the target <c>CodeSignGetSettings</c> makes.</summary>
    /// <exception cref="Diagnostics.CodeSignException">A value can't be understood.</exception>
    public static ProjectSettings Read(ITaskItem item)
    {
        var reader = new SettingsReader(item);
        var key = reader.Switch("Enabled", byDefault: true) ? ReadKey(reader, "", null) : null;
        return new ProjectSettings
        {
            Project = reader.Project,
            Key = key,
            PackageKey = key is null ? null : ReadKey(reader, "Package", key) ?? key,
            AllowDevelopmentKey = reader.Switch("AllowDevelopmentKey", byDefault: false),
            SignPackages = reader.Switch("Packages", byDefault: true),
            ReplacesBuildOutput = reader.Switch("BuildOutput", byDefault: true),
            Digest = ReadDigest(reader),
            Description = reader.Text("Description"),
            DescriptionUrl = reader.WebAddress("DescriptionUrl"),
            Existing = ReadExisting(reader),
            Timestamps = reader.Switch("Timestamp", byDefault: true) ? ReadTimestamps(reader) : null,
            TrustedRoots = reader.FilePaths("TrustedRoots"),
            Cache = reader.Switch("Cache"),
            CacheDirectory = reader.FilePath("CacheDirectory"),
            Manifest = reader.FilePath("Manifest"),
            WritesReport = reader.Switch("Report", byDefault: false),
            SignsManifest = reader.Switch("ManifestSignature", byDefault: true),
            StateDirectory = reader.FilePath("StateDirectory")!,
            SdkDirectory = reader.FilePath("SdkDirectory")!,
        };
    }

    private static KeySettings? ReadKey(SettingsReader reader, string prefix, KeySettings? basis)
    {
        var reference = reader.Text($"{prefix}Key");
        var certificate = reader.FilePath($"{prefix}Certificate");
        if (reference is null && (basis is null || certificate is null))
            return null;
        return new KeySettings(
            reference ?? basis!.Reference,
            reader.Text($"{prefix}KeyPasswordVariable") ?? basis?.PasswordVariable,
            reader.FilePath($"{prefix}KeyPasswordFile") ?? (reference is null ? basis?.PasswordFile : null),
            certificate);
    }

    private static DigestAlgorithm ReadDigest(SettingsReader reader)
    {
        if (reader.Text("HashAlgorithm") is not { } name)
            return DigestAlgorithm.Sha256;
        return DigestAlgorithm.FromName(name) ?? throw reader.Invalid("HashAlgorithm", name, "Write SHA256, SHA384 or SHA512.");
    }

    private static ExistingSignature ReadExisting(SettingsReader reader) => reader.Text("Existing")?.ToLowerInvariant() switch
    {
        null or "error" => ExistingSignature.Refuse,
        "append" => ExistingSignature.Append,
        "replace" => ExistingSignature.Replace,
        { } value => throw reader.Invalid("Existing", value, "Write 'append', 'replace' or 'error'."),
    };

    private static TimestampSettings ReadTimestamps(SettingsReader reader) => new()
    {
        Servers = string.Join(';', reader.List("TimestampServers")) is { Length: > 0 } servers ? servers : null,
        Concurrency = reader.Number("TimestampConcurrency", 1, 256),
        Interval = reader.Seconds("TimestampInterval", 3600),
        Timeout = reader.Seconds("TimestampTimeout", 3600),
        Budget = reader.Seconds("TimestampBudget", 86400),
        Policy = reader.Text("TimestampPolicy"),
    };
}
