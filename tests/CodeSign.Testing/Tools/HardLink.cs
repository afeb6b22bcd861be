using System.Runtime.InteropServices;

namespace CodeSign.Testing;

/// <summary>Makes hard links, which .NET has no call for.</summary>
public static partial class HardLink
{
    /// <summary>Makes a second name for a file, or tells that this can't be done here.</summary>
    public static bool TryCreate(string existing, string link) =>
        OperatingSystem.IsWindows() ? CreateHardLink(link, existing, 0) : Link(existing, link) == 0;

    [LibraryImport("libc", EntryPoint = "link", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Link(string existing, string link);

    [LibraryImport("kernel32", EntryPoint = "CreateHardLinkW", StringMarshalling = StringMarshalling.Utf16)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool CreateHardLink(string link, string existing, nint attributes);
}
