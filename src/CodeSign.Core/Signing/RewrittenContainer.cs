namespace CodeSign.Signing;

/// <summary>An archive with signed entries, held against the one that it was made from.</summary>
/// <param name="Path">Full path of the staged file.</param>
/// <param name="SourceSha256">SHA-256 of the archive as it came, hexadecimal, lower case.</param>
/// <param name="Sha256">SHA-256 of the staged file, as it was verified.</param>
internal sealed record RewrittenContainer(string Path, string SourceSha256, string Sha256)
{
    /// <summary>Removes it, where it was only a step on the way.</summary>
    public void Delete() => File.Delete(Path);
}
