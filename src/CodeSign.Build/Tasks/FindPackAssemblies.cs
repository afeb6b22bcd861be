using CodeSign.Build.Pack;
using CodeSign.Build.TestGate;
using Microsoft.Build.Framework;
using Task = System.Threading.Tasks.Task;

namespace CodeSign.Build;

/// <summary>Finds the assemblies of ours that a pack is about to sign, and whether they have been judged.</summary>
[MSBuildMultiThreadableTask]
public sealed class FindPackAssemblies : PackInputsTask
{
    /// <summary>What the project asks of tests: the item that <c>CodeSignPrepareTests</c> makes.</summary>
    [Required]
    public ITaskItem TestGate { get; set; } = null!;

    /// <summary>The <c>CodeSignUntested</c> items.</summary>
    public ITaskItem[] Untested { get; set; } = [];

    /// <summary>The assemblies, where they are to be judged.</summary>
    [Output]
    public ITaskItem[] Assemblies { get; private set; } = [];

    /// <summary>Full path of the file that the verdict goes to; none where the last one holds.</summary>
    [Output]
    public string? VerdictFile { get; private set; }

    private protected override async Task RunAsync(PackStep step, CancellationToken cancellationToken)
    {
        var unjudged = new UnjudgedAssemblies(step.Options, TestGateSettings.Read(TestGate, Untested));
        if (await unjudged.FindAsync(step.Last.Tests, step.Known, step.SignedFiles, cancellationToken) is not { } assemblies)
            return;
        VerdictFile = unjudged.VerdictFile;
        Assemblies = [.. assemblies.Select(AssemblyItem.Write)];
    }
}
