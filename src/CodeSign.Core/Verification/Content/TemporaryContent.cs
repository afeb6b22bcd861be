namespace CodeSign.Verification.Content;

/// <summary>An unpacked entry, in memory while it is small and in a temporary file otherwise.</summary>
internal sealed class TemporaryContent : IDisposable
{
    private const long MostInMemory = 32 * 1024 * 1024;
    private const int BufferSize = 128 * 1024;

    /// <summary>The content, readable and seekable.</summary>
    public Stream File { get; private set; } = new MemoryStream();

    /// <summary>Takes the content in.</summary>
    /// <param name="content">The entry, decompressed.</param>
    /// <param name="length">How long it says it is, at most.</param>
    /// <param name="name">Its name, for messages.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="InvalidDataException">It is longer.</exception>
    public async Task FillAsync(Stream content, long length, string name, CancellationToken cancellationToken)
    {
        if (length > MostInMemory)
            File = new FileStream(Path.GetTempFileName(), new FileStreamOptions
            {
                Mode = FileMode.Create,
                Access = FileAccess.ReadWrite,
                Share = FileShare.None,
                Options = FileOptions.DeleteOnClose,
            });
        var buffer = new byte[BufferSize];
        for (int read; (read = await content.ReadAsync(buffer, cancellationToken)) > 0;)
        {
            if (File.Length + read > length)
                throw new InvalidDataException($"The entry {name} is longer than it says, or too long.");
            await File.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => File.Dispose();
}
