namespace CodeSign.Verification.Policies;

/// <summary>What a policy's rules are held against, beside the signatures.</summary>
public sealed record PolicyItem
{
    /// <summary>
    /// The file's path as rules see it, <c>\</c> or <c>/</c> between folders: relative to where the user stands or to what is verified;
    /// an entry of an archive has the archive's path, <c>!/</c>, and its own.
    /// </summary>
    public required string Path { get; init; }

    /// <summary>A package's id; <see langword="null"/> for files, and where the package is to say it itself.</summary>
    public string? PackageId { get; init; }

    /// <summary>
    /// The manifests that may describe it. <see langword="null"/>: those that lie beside the file, where it is one on disk.
    /// </summary>
    public IReadOnlyList<string>? Manifests { get; init; }
}
