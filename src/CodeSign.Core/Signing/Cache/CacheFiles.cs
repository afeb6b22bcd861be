using System.Security.Cryptography;
using CodeSign.Keys.Files;

namespace CodeSign.Signing.Cache;

/// <summary>
/// The files of a cache's folder: one for each entry, under the name of its key. A file appears by a rename, so that readers see the
/// old entry or the whole new one. Nothing here touches files of other names.
/// </summary>
/// <param name="folder">Full path of the folder, which has been found to be this user's alone.</param>
internal sealed class CacheFiles(string folder)
{
    private const string EntrySuffix = ".signature";
    private const string LockSuffix = ".lock";
    private const string TemporarySuffix = ".tmp";
    private const int NameLength = 64;

    /// <summary>After this time a temporary file or a lock is a killed process's.</summary>
    private static readonly TimeSpan Abandoned = TimeSpan.FromHours(1);

    /// <summary>Full path of an entry.</summary>
    public string PathOf(string name) => Path.Combine(folder, name + EntrySuffix);

    /// <summary>Full path of the file that is locked while an entry is being made.</summary>
    public string LockOf(string name) => Path.Combine(folder, name + LockSuffix);

    /// <summary>Reads an entry, and notes that it was used; <see langword="null"/> where there is none.</summary>
    /// <exception cref="InvalidDataException">It is a link, somebody else's, or too long.</exception>
    /// <exception cref="IOException">It can't be read.</exception>
    public byte[]? Read(string name)
    {
        var path = PathOf(name);
        try
        {
            // A link that leads nowhere does not exist for File.Exists, and its attributes are read all the same.
            if (CacheFolder.Strangeness(path) is { } strangeness)
                throw new InvalidDataException($"It {strangeness}.");
            using var content = BoundedFile.Read(path, CacheEntryFormat.MaxLength);
            NoteUse(path);
            return content.Span.ToArray();
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Writes an entry.</summary>
    /// <exception cref="IOException">It can't be written.</exception>
    /// <exception cref="UnauthorizedAccessException">This user may not write it.</exception>
    public void Write(string name, ReadOnlySpan<byte> entry)
    {
        var temporary = Path.Combine(folder, RandomNumberGenerator.GetHexString(NameLength, lowercase: true) + TemporarySuffix);
        try
        {
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, BufferSize = 0 };
            if (!OperatingSystem.IsWindows())
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            using (var file = new FileStream(temporary, options))
                file.Write(entry);
            File.Move(temporary, PathOf(name), overwrite: true);
        }
        catch
        {
            TryDelete(temporary);
            throw;
        }
    }

    /// <summary>Removes an entry, as far as it can be.</summary>
    public void Remove(string name) => TryDelete(PathOf(name));

    /// <summary>
    /// Removes entries that were not used for long, the least recently used of too many, and what killed processes have left.
    /// </summary>
    public void Trim(SignatureCacheOptions options)
    {
        var now = options.Time.GetUtcNow();
        var files = Files();
        foreach (var file in files.Where(file => file.Extension != EntrySuffix && now - file.LastWriteTimeUtc > Abandoned))
            TryDelete(file.FullName);

        long bytes = 0;
        var count = 0;
        foreach (var entry in files.Where(file => file.Extension == EntrySuffix).OrderByDescending(file => file.LastWriteTimeUtc))
        {
            bytes += entry.Length;
            count++;
            if (count > options.MaxEntries || bytes > options.MaxBytes || now - entry.LastWriteTimeUtc > options.MaxIdle)
                TryDelete(entry.FullName);
        }
    }

    private List<FileInfo> Files()
    {
        try
        {
            return [.. new DirectoryInfo(folder).EnumerateFiles().Where(IsOurs).Where(IsStillThere)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Another process removes entries at this moment, or the folder is gone.
            return [];
        }
    }

    // A link has no length of its own, and a dangling one none at all.
    private static bool IsOurs(FileInfo file) =>
        file.Extension is EntrySuffix or LockSuffix or TemporarySuffix && file.LinkTarget is null
        && Path.GetFileNameWithoutExtension(file.Name) is { Length: NameLength } name && name.All(char.IsAsciiHexDigitLower);

    // Length and time are read together, here: another process may remove the file at any moment.
    private static bool IsStillThere(FileInfo file)
    {
        file.Refresh();
        return file.Exists;
    }

    private static void NoteUse(string path)
    {
        try
        {
            File.SetLastWriteTimeUtc(path, DateTime.UtcNow);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It was removed at this moment, and is in memory already.
        }
    }

    private static void TryDelete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Another process reads it, or has removed it.
        }
    }
}
