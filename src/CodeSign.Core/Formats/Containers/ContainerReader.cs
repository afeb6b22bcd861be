using CodeSign.Diagnostics;
using CodeSign.Formats.Zip;

namespace CodeSign.Formats.Containers;

/// <summary>
/// An archive whose entries are looked at, one at a time, without unpacking more than is asked for. Zip archives, packages among them.
/// </summary>
internal sealed class ContainerReader : IDisposable
{
    private const int BufferSize = 128 * 1024;

    private readonly FileStream _file;
    private readonly string _name;
    private readonly ZipMap _map;

    private ContainerReader(FileStream file, string name, ZipMap map)
    {
        _file = file;
        _name = name;
        _map = map;
    }

    /// <summary>The entries, as the central directory has them.</summary>
    public IReadOnlyList<ZipEntryPlace> Entries => _map.Places;

    /// <summary>Tells by its first bytes whether a file may be an archive.</summary>
    public static bool MayBe(ReadOnlySpan<byte> beginning) =>
        beginning.StartsWith("PK\x03\x04"u8) || beginning.StartsWith("PK\x05\x06"u8);

    /// <summary>
    /// Tells by its name whether an archive is looked into. Much else that is a zip archive inside has a seal of its own, which would
    /// break: <c>.vsix</c>, <c>.jar</c>, <c>.docx</c>.
    /// </summary>
    public static bool IsName(string name) =>
        name.EndsWith(".zip", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".nupkg", StringComparison.OrdinalIgnoreCase);

    /// <summary>Opens an archive and reads where everything is.</summary>
    /// <param name="path">Full path of the file.</param>
    /// <param name="name">What messages call it.</param>
    /// <exception cref="CodeSignException">It is damaged or ambiguous.</exception>
    public static ContainerReader Open(string path, string name)
    {
        var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 0);
        try
        {
            return new ContainerReader(file, name, ZipMap.Read(file));
        }
        catch (Exception e)
        {
            file.Dispose();
            if (e is InvalidDataException or EndOfStreamException)
                throw Malformed(name, e);
            throw;
        }
    }

    /// <summary>Reads the first bytes of an entry's content, as far as there are any.</summary>
    /// <exception cref="CodeSignException">The entry is damaged.</exception>
    public ReadOnlySpan<byte> ReadBeginning(ZipEntryPlace entry, byte[] buffer)
    {
        try
        {
            using var content = new ZipEntryStream(_file.SafeFileHandle, entry);
            var part = buffer.AsSpan(0, (int)Math.Min(buffer.Length, entry.Entry.UncompressedSize));
            return part[..content.ReadAtLeast(part, part.Length, throwOnEndOfStream: false)];
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException)
        {
            throw Malformed(_name, e);
        }
    }

    /// <summary>Unpacks an entry's content into a file that is there.</summary>
    /// <exception cref="CodeSignException">The entry is damaged, or longer than it says.</exception>
    public void Unpack(ZipEntryPlace entry, string path, CancellationToken cancellationToken)
    {
        try
        {
            using var content = new ZipEntryStream(_file.SafeFileHandle, entry);
            using var file = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.None, bufferSize: 0);
            var buffer = new byte[Math.Min(BufferSize, entry.Entry.UncompressedSize + 1)];
            for (int read; (read = content.Read(buffer)) > 0;)
            {
                cancellationToken.ThrowIfCancellationRequested();
                file.Write(buffer, 0, read);
            }
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException)
        {
            throw Malformed(_name, e);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    /// <summary>The failure for an archive that can't be taken.</summary>
    public static CodeSignException Malformed(string name, Exception e) => ContainerDiagnostics.Malformed.Exception(
        $"The archive {name} is not taken. {e.Message}",
        "Make it again with another tool. If it is not yours, treat it as an attack. Sign=\"false\" on a CodeSignFile item ships it as it is.",
        name, e);
}
