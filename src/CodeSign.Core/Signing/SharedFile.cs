using CodeSign.FileSystem;

namespace CodeSign.Signing;

/// <summary>Opens files that others may be reading or replacing.</summary>
internal static class SharedFile
{
    /// <summary>Opens a file to read it from beginning to end, without a buffer of its own.</summary>
    /// <exception cref="IOException">It can't be read, or is no regular file.</exception>
    /// <exception cref="UnauthorizedAccessException">This user may not read it.</exception>
    public static FileStream OpenRead(string path)
    {
        RegularFile.Require(path);
        return new FileStream(path, new FileStreamOptions
        {
            Access = FileAccess.Read,
            Mode = FileMode.Open,
            Share = FileShare.Read | FileShare.Delete,
            Options = FileOptions.SequentialScan,
            BufferSize = 0,
        });
    }
}
