using Microsoft.Win32.SafeHandles;

namespace CodeSign.Formats;

/// <summary>Opens and reads the files of a staging.</summary>
internal static class StagingFile
{
    /// <summary>Opens the file to be signed, read from start to end.</summary>
    public static FileStream OpenSource(StagingRequest request) =>
        new(request.Source, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.SequentialScan);

    /// <summary>
    /// Makes the copy, empty. A file that is there already keeps its permissions; a new one gets those of the source, where files
    /// have such.
    /// </summary>
    public static SafeFileHandle CreateDestination(StagingRequest request, FileStream source)
    {
        if (Path.GetFullPath(request.Source) == Path.GetFullPath(request.Destination))
            throw new ArgumentException("A file can't be staged onto itself.", nameof(request));

        // Room for a large copy is reserved at once: a full disk is found before the work, and the writes are faster.
        var reserve = source.Length >= ChunkedReader.LargeFile ? source.Length : 0;
        var isNew = !File.Exists(request.Destination);
        // Whoever writes it through to the disk meanwhile must open it for writing.
        var destination = File.OpenHandle(
            request.Destination, FileMode.Create, FileAccess.ReadWrite, FileShare.ReadWrite, FileOptions.None, reserve);
        if (isNew && !OperatingSystem.IsWindows())
            File.SetUnixFileMode(destination, File.GetUnixFileMode(source.SafeFileHandle) | UnixFileMode.UserRead | UnixFileMode.UserWrite);
        return destination;
    }

    /// <summary>Reads the source into sinks.</summary>
    /// <exception cref="Diagnostics.CodeSignException">It has become shorter.</exception>
    public static async Task ReadAsync(
        StagingRequest request, FileStream source, IReadOnlyList<IChunkSink> sinks, CancellationToken cancellationToken)
    {
        try
        {
            await ChunkedReader.ReadAsync(source.SafeFileHandle, source.Length, sinks, cancellationToken).ConfigureAwait(false);
        }
        catch (EndOfStreamException e)
        {
            throw Changed(request, e);
        }
    }

    /// <summary>Reads a part of the source.</summary>
    /// <exception cref="Diagnostics.CodeSignException">It has become shorter.</exception>
    public static void ReadExactly(StagingRequest request, FileStream source, Span<byte> buffer, long offset)
    {
        try
        {
            ChunkedReader.ReadExactly(source.SafeFileHandle, buffer, offset);
        }
        catch (EndOfStreamException e)
        {
            throw Changed(request, e);
        }
    }

    /// <summary>Ends a copy at the length given and closes it.</summary>
    public static void Complete(SafeFileHandle destination, long length)
    {
        if (RandomAccess.GetLength(destination) != length)
            RandomAccess.SetLength(destination, length);
        destination.Dispose();
    }

    private static Diagnostics.CodeSignException Changed(StagingRequest request, Exception inner) =>
        FormatDiagnostics.FileChanged.Exception(
            "The file became shorter while it was read.",
            "Make sure that nothing else writes the file while it is signed, and build again.", request.Source, inner);
}
