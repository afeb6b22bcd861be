using CodeSign.Build.TestGate;
using Microsoft.Build.Framework;
using Task = System.Threading.Tasks.Task;

namespace CodeSign.Build;

/// <summary>Tells, before tests run, what the verdict about them will come from: where that has changed, the last verdict counts no more.</summary>
[MSBuildMultiThreadableTask]
public sealed class StampTests : CodeSignTask
{
    /// <summary>The test projects that this project names: full paths.</summary>
    public string[] TestProjects { get; set; } = [];

    /// <summary>What earlier jobs have left: full paths.</summary>
    public string[] Results { get; set; } = [];

    /// <summary>Stands for the files that the tests are made of, and for the results.</summary>
    [Output]
    public string Stamp { get; private set; } = "";

    private protected override Task RunAsync(TaskLog log, CancellationToken cancellationToken)
    {
        Stamp = TestSources.Stamp(TestProjects, Results);
        return Task.CompletedTask;
    }
}
