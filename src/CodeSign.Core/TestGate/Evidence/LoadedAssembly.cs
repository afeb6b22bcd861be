namespace CodeSign.TestGate.Evidence;

/// <summary>An assembly that a process loaded.</summary>
/// <param name="Name">Its simple name.</param>
/// <param name="Path">The file that it was loaded from, normalised, or <see langword="null"/> where it came from memory.</param>
/// <param name="Mvid">The module version id of what was loaded.</param>
/// <param name="AuthenticodeSha256">
/// The Authenticode digest of the file, hexadecimal, lower case, or <see langword="null"/> where there is none.
/// </param>
internal sealed record LoadedAssembly(string Name, string? Path, Guid Mvid, string? AuthenticodeSha256)
{
    /// <summary>The framework that it was built for; <see langword="null"/> where it does not say.</summary>
    public string? Framework { get; init; }
}
