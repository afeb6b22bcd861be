using CodeSign.Testing;

namespace CodeSign.Benchmarks;

/// <summary>One way to do some work: a process that does it and ends, or several, one after the other.</summary>
/// <param name="Name">What it is called in the tables.</param>
/// <param name="Program">The program.</param>
/// <param name="Arguments">Its arguments.</param>
internal sealed record Contender(string Name, string Program, IReadOnlyList<string> Arguments)
{
    /// <summary>Directory, environment, time allowed.</summary>
    public ProcessOptions Options { get; init; } = ProcessOptions.Default;

    /// <summary>What is done next, as a part of the same work; <see langword="null"/> where this is all of it.</summary>
    public Contender? Then { get; init; }

    /// <summary>Puts everything back to where it was before the work; not measured.</summary>
    public Action Reset { get; init; } = () => { };

    /// <summary>Makes sure that the last run has done the work, and throws where it has not.</summary>
    public Func<Task> Check { get; init; } = () => Task.CompletedTask;

    /// <summary>Does the work once, and tells how long it took.</summary>
    public async Task<Sample> RunAsync(CancellationToken cancellationToken)
    {
        Reset();
        await WriteThroughAsync(cancellationToken);
        var cpu = ChildProcessorTime.Now();
        var start = System.Diagnostics.Stopwatch.GetTimestamp();
        for (var step = this; step is not null; step = step.Then)
            (await CodeSign.Testing.Run.ProcessAsync(step.Program, step.Arguments, step.Options, cancellationToken)).EnsureSuccess();
        var time = System.Diagnostics.Stopwatch.GetElapsedTime(start);
        return new Sample(time, ChildProcessorTime.Now() - cpu);
    }

    /// <summary>What another contender has left in memory is not to be written to the disk in this one's time.</summary>
    private static async Task WriteThroughAsync(CancellationToken cancellationToken)
    {
        if (!OperatingSystem.IsWindows())
            (await CodeSign.Testing.Run.ProcessAsync("sync", [], cancellationToken: cancellationToken)).EnsureSuccess();
    }
}
