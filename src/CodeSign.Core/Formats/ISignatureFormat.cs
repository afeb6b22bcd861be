namespace CodeSign.Formats;

/// <summary>
/// One kind of artifact and the way it is signed: inside, or beside it. A new kind is one folder with one implementation of this contract,
/// registered in <c>SignatureFormats</c>.
/// </summary>
public interface ISignatureFormat
{
    /// <summary>A short name, as the manifest has it: <c>pe</c>, <c>nupkg</c>, <c>detached</c>.</summary>
    string Name { get; }

    /// <summary>Tells by content, never by name, whether a file is of this kind.</summary>
    /// <param name="file">The file, readable and seekable, wherever it stands; its position afterwards is undefined.</param>
    bool Recognises(Stream file);

    /// <summary>
    /// Tells by a file's first bytes, 8 or all that there are, whether it is worth a full look. What is of this kind is never left out.
    /// </summary>
    bool MayBe(ReadOnlySpan<byte> beginning) => true;

    /// <summary>
    /// Copies a file to a new place while hashing it, once, and tells what is to be signed. The source stays as it is; the copy
    /// is complete only after <see cref="ISignable.EmbedAsync"/>.
    /// </summary>
    /// <exception cref="Diagnostics.CodeSignException">The file is malformed, or already signed where that is not allowed.</exception>
    Task<ISignable> StageAsync(StagingRequest request, CancellationToken cancellationToken);
}
