using CodeSign.Build.Files;
using CodeSign.Build.Publish;
using CodeSign.Build.TestGate;
using CodeSign.TestGate;
using Microsoft.Build.Framework;
using Task = System.Threading.Tasks.Task;

namespace CodeSign.Build;

/// <summary>Finds the assemblies of ours that a publish is about to sign, and whether they have been judged.</summary>
[MSBuildMultiThreadableTask]
public sealed class FindPublishAssemblies : PublishTask
{
    /// <summary>What the project asks of tests: the item that <c>CodeSignPrepareTests</c> makes.</summary>
    [Required]
    public ITaskItem TestGate { get; set; } = null!;

    /// <summary>The <c>CodeSignUntested</c> items.</summary>
    public ITaskItem[] Untested { get; set; } = [];

    /// <summary>What the SDK lists for the single-file program: <c>FilesToBundle</c>.</summary>
    public ITaskItem[] BundleFiles { get; set; } = [];

    /// <summary>What the SDK lists for ReadyToRun compilation: each assembly with its compiled form in the metadata <c>OutputR2RImage</c>.</summary>
    public ITaskItem[] CompiledFiles { get; set; } = [];

    /// <summary>The assemblies, where they are to be judged.</summary>
    [Output]
    public ITaskItem[] Assemblies { get; private set; } = [];

    /// <summary>Full path of the file that the judgement goes to; none where the last one holds.</summary>
    [Output]
    public string? JudgementFile { get; private set; }

    private protected override async Task RunAsync(PublishStep step, CancellationToken cancellationToken)
    {
        var files = Files.Select(item => PublishInput.From(item, ToolFolder, FileUse.Shipped));
        var bundled = BundleFiles.Select(item => PublishInput.From(item, ToolFolder, FileUse.Bundled));
        var sources = Sources(Path.GetDirectoryName(step.Options.Settings.Project)!);
        var own = new OwnAssemblies(step.Options.Origins, (file, _) => SourceOfAsync(sources, file, cancellationToken));
        var assemblies = await own.FindAsync([.. files, .. bundled], cancellationToken);
        var store = JudgementFormat.FileIn(step.Options.Settings.StateDirectory);
        if (store.Load().Holds(TestGateSettings.Read(TestGate, Untested).Fingerprint, assemblies))
            return;
        JudgementFile = store.Path;
        Assemblies = [.. assemblies.Select(AssemblyItem.Write)];
    }

    private Dictionary<string, string> Sources(string projectFolder)
    {
        var sources = new Dictionary<string, string>(PathNames.Comparer);
        foreach (var item in CompiledFiles)
            if (item.GetMetadata("OutputR2RImage") is { Length: > 0 } image)
                sources.TryAdd(Path.GetFullPath(image, projectFolder), item.GetMetadata("FullPath"));
        return sources;
    }

    private static async Task<string?> SourceOfAsync(Dictionary<string, string> sources, InputFile compiled, CancellationToken cancellationToken) =>
        sources.TryGetValue(compiled.Path, out var source) && File.Exists(source)
            && await AssemblyIdentity.ReadAsync(source, cancellationToken) is { IsCompiledAhead: false } identity
            ? identity.AuthenticodeSha256 : null;
}
