using System.Diagnostics;

namespace CodeSign.Benchmarks;

/// <summary>The most physical memory that a process has had at once.</summary>
internal static class PeakMemory
{
    /// <summary>Of this process, in bytes (VmHWM on Linux).</summary>
    public static long OfThisProcess()
    {
        using var process = Process.GetCurrentProcess();
        return process.PeakWorkingSet64;
    }
}
