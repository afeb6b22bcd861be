using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace CodeSign.Keys.Files;

/// <summary>
/// Whose a file is. The platform's file API tells the mode and not the owner, so the C library is asked: on Linux by statx, whose
/// layout is the same on every architecture, on macOS by lstat with 64-bit inodes. Neither follows a symbolic link.
/// </summary>
internal static class FileOwner
{
    private const int AtCurrentFolder = -100;
    private const int AtSymlinkNoFollow = 0x100;
    private const uint StatxUid = 0x8;
    private const int StatxUidOffset = 20;
    private const int MacStatUidOffset = 16;
    private const int NoSuchFile = 2;

    /// <summary>Whether the file belongs to the user that this process runs as; always, where the question makes no sense.</summary>
    /// <exception cref="FileNotFoundException">There is no such file, or not any more.</exception>
    /// <exception cref="IOException">The owner can't be found out.</exception>
    public static bool IsCurrentUser(string path)
    {
        if (OperatingSystem.IsLinux())
            return LinuxOwner(path) == EffectiveUser();

        return !OperatingSystem.IsMacOS() || MacOwner(path) == EffectiveUser();
    }

    private static uint LinuxOwner(string path)
    {
        var buffer = new byte[256];
        if (Statx(AtCurrentFolder, CString(path), AtSymlinkNoFollow, StatxUid, buffer) != 0)
            throw Failure(path, Marshal.GetLastPInvokeError());

        return Read(buffer, StatxUidOffset);
    }

    private static uint MacOwner(string path)
    {
        var buffer = new byte[256];
        var result = RuntimeInformation.ProcessArchitecture == Architecture.X64
            ? LStat64(CString(path), buffer)
            : LStat(CString(path), buffer);
        if (result != 0)
            throw Failure(path, Marshal.GetLastPInvokeError());

        return Read(buffer, MacStatUidOffset);
    }

    private static IOException Failure(string path, int error) => error == NoSuchFile
        ? new FileNotFoundException($"'{path}' does not exist.", path)
        : new IOException($"The owner of '{path}' can't be found out (error {error}).");

    private static uint Read(byte[] buffer, int offset) => BitConverter.IsLittleEndian
        ? BinaryPrimitives.ReadUInt32LittleEndian(buffer.AsSpan(offset))
        : BinaryPrimitives.ReadUInt32BigEndian(buffer.AsSpan(offset));

    private static byte[] CString(string text) => [.. Encoding.UTF8.GetBytes(text), 0];

    [DllImport("libc", EntryPoint = "geteuid")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern uint EffectiveUser();

    [DllImport("libc", EntryPoint = "statx", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Statx(int folder, byte[] path, int flags, uint mask, byte[] buffer);

    [DllImport("libc", EntryPoint = "lstat$INODE64", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int LStat64(byte[] path, byte[] buffer);

    [DllImport("libc", EntryPoint = "lstat", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int LStat(byte[] path, byte[] buffer);
}
