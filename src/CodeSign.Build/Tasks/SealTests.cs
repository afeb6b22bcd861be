using CodeSign.Build.Settings;
using CodeSign.Diagnostics;
using CodeSign.FileSystem;
using CodeSign.TestGate.Seals;
using Microsoft.Build.Framework;
using Task = System.Threading.Tasks.Task;

namespace CodeSign.Build;

/// <summary>
/// Seals what tests have left, in the job that ran them: signs a list of results and evidence, for the job that packs what they have tested.
/// </summary>
[MSBuildMultiThreadableTask]
public sealed class SealTests : CodeSignTask
{
    /// <summary>Full paths of the folders that results and evidence lie in.</summary>
    [Required]
    public string[] Folders { get; set; } = [];

    /// <summary>Full path of the seal.</summary>
    [Required]
    public string Seal { get; set; } = null!;

    private protected override async Task RunAsync(TaskLog log, CancellationToken cancellationToken)
    {
        var settings = ProjectSettings.Read(Settings) with { Timestamps = null };
        SecretGuard.RefuseProperties(BuildEngine, settings.Project);
        var files = Folders.Where(Directory.Exists).SelectMany(folder => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
            .Distinct(PathNames.Comparer).ToList();
        using var session = new SigningSession(settings, log);
        var profile = await session.AssemblyProfileAsync(settings, cancellationToken);
        var seal = await TestSealFile.WriteAsync(files, Seal, DateTimeOffset.UtcNow, cancellationToken);
        await session.SignManifestAsync(Seal, TestSealFile.SignatureOf(Seal), profile, cancellationToken);
        log.Summary($"CodeSign.Build: {Seal} seals {Quantity.Of(seal.Files.Count, "file")} of test results and evidence");
    }
}
