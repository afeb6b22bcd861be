namespace CodeSign.Signing;

/// <summary>Opens files that others may be reading or replacing.</summary>
internal static class SharedFile
{
    /// <summary>Opens a file to read it from beginning to end, without a buffer of its own.</summary>
    public static FileStream OpenRead(string path) => new(path, new FileStreamOptions
    {
        Access = FileAccess.Read,
        Mode = FileMode.Open,
        Share = FileShare.Read | FileShare.Delete,
        Options = FileOptions.SequentialScan,
        BufferSize = 0,
    });
}
