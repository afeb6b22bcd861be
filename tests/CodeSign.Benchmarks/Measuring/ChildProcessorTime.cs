using System.Runtime.InteropServices;

namespace CodeSign.Benchmarks;

/// <summary>Processor time of the processes that this one has started. It tells work from waiting for a busy machine.</summary>
internal static class ChildProcessorTime
{
    private const int Children = -1;

    /// <summary>User and system time of all children that have ended, and theirs; zero on other systems than Linux.</summary>
    public static TimeSpan Now()
    {
        if (!OperatingSystem.IsLinux())
            return TimeSpan.Zero;

        // struct rusage begins with two timevals of two longs each: user time and system time.
        var usage = new long[32];
        return GetUsage(Children, usage) == 0
            ? TimeSpan.FromSeconds(usage[0] + usage[2]) + TimeSpan.FromMicroseconds(usage[1] + usage[3])
            : TimeSpan.Zero;
    }

    [DllImport("libc", EntryPoint = "getrusage")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int GetUsage(int who, [Out] long[] usage);
}
