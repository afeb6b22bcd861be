namespace CodeSign.Formats.Removal;

/// <summary>What became of a file whose signature was taken away.</summary>
/// <param name="WasSigned">Whether it carried one. Where not, nothing was written.</param>
/// <param name="Sha256">SHA-256 of the file without signature, hexadecimal, lower case.</param>
/// <param name="IsOriginal">
/// Whether it is proven to be the very file that was signed, by its recorded digest; <see langword="null"/> where none was given.
/// </param>
public sealed record RemovedSignature(bool WasSigned, string Sha256, bool? IsOriginal);
