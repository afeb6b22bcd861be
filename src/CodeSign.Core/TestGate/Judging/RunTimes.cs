using CodeSign.TestGate.Evidence;
using CodeSign.TestGate.Results;

namespace CodeSign.TestGate.Judging;

/// <summary>
/// Whether a process can have run the tests of a file of results. Measured with VSTest 18.7 and Microsoft.Testing.Platform 1.9 and 2.5, and
/// MSTest 4.5, NUnit 3.13 and 4.4, and xunit 2.9 and 3.2 on them: the tests always lie within the process that ran them. The run's own
/// times lie around that process under VSTest, whose console writes them, and within it under Microsoft.Testing.Platform.
/// </summary>
internal static class RunTimes
{
    /// <summary>
    /// What times may be off. No run that was measured needed it: between the times lay 20 milliseconds at least. But a system knows the
    /// start of a process only to a hundredth of a second, and clocks are set right while tests run.
    /// </summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(1);

    /// <summary>Whether all tests of an assembly that ran lie between two times.</summary>
    public static bool Encloses(DateTimeOffset start, DateTimeOffset end, TestedAssembly tested) =>
        start - tested.First <= Tolerance && tested.Last - end <= Tolerance;

    /// <summary>Whether the tests lie within the process.</summary>
    public static bool Encloses(TestEvidence process, TestedAssembly tested, TestResults results)
    {
        if (Encloses(process.Started, process.Ended ?? process.LastSeen, tested))
            return true;

        // VSTest kills a process that takes its time to end: then the process has to lie within the run instead.
        return process.Ended is null
            && process.Started - tested.First <= Tolerance
            && results.Started - process.Started <= Tolerance && process.LastSeen - results.Finished <= Tolerance;
    }
}
