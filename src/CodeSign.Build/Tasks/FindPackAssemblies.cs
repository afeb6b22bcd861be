using CodeSign.Build.Files;
using CodeSign.Build.Pack;
using CodeSign.Build.Publish;
using CodeSign.Build.TestGate;
using CodeSign.TestGate;
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

    /// <summary>Full path of the file that the judgement goes to; none where the last one holds.</summary>
    [Output]
    public string? JudgementFile { get; private set; }

    private protected override async Task RunAsync(PackStep step, CancellationToken cancellationToken)
    {
        var published = PublishStateDirectories.Distinct(PathNames.Comparer)
            .Select(directory => JudgementFormat.FileIn(PublishState.DirectoryIn(directory)).Load()).ToList();
        var own = new OwnAssemblies(step.Options.Origins, (_, identity) => Task.FromResult(SourceOf(published, identity)));
        var assemblies = await own.FindAsync(step.SignedFiles, cancellationToken);
        var store = JudgementFormat.FileIn(step.Settings.StateDirectory);
        if (store.Load().Holds(TestGateSettings.Read(TestGate, Untested).Fingerprint, assemblies))
            return;
        JudgementFile = store.Path;
        Assemblies = [.. assemblies.Select(AssemblyItem.Write)];
    }

    // A tool is packed from its published folder: the publish knows what its assemblies were compiled from.
    private static string? SourceOf(IEnumerable<Judgement> published, AssemblyIdentity compiled) =>
        published.Select(judgement => judgement.SourceOf(compiled.AuthenticodeSha256)).FirstOrDefault(source => source is not null);
}
