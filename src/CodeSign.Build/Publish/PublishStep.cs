using CodeSign.Build.Files;
using CodeSign.Build.Plans;

namespace CodeSign.Build.Publish;

/// <summary>What one step of a publish works with.</summary>
/// <param name="Options">Whose files they are, and how they are signed.</param>
/// <param name="Fingerprint">Stands for the settings.</param>
/// <param name="Store">Where the state is kept.</param>
/// <param name="Last">What the steps before, or the last publish, have left.</param>
/// <param name="Folder">Full path of the folder that is published to, without a separator at its end.</param>
/// <param name="Log">Where diagnostics go.</param>
internal sealed record PublishStep(
    InputSignerOptions Options, string Fingerprint, StateFile<PublishState> Store, PublishState Last, string Folder, TaskLog Log)
{
    /// <summary>Plans and signs files, as far as it has not been done.</summary>
    public Task<IReadOnlyList<InputState>> SignAsync(
        IEnumerable<InputState> known, IEnumerable<InputFile> files, CancellationToken cancellationToken) =>
        new InputSigner(Options, Log).SignAsync(known, files, cancellationToken);

    /// <summary>Plans files, without a key.</summary>
    public Task<IReadOnlyList<InputState>> PlanAsync(
        IEnumerable<InputState> known, IEnumerable<InputFile> files, CancellationToken cancellationToken) =>
        new KeylessPlanner(Options, Log).PlanAsync(known, files, cancellationToken);

    /// <summary>Full path of a place in the folder.</summary>
    /// <param name="relative">The path in the folder, <c>/</c> between folders.</param>
    public string PathInFolder(string relative) => Path.Combine(Folder, relative.Replace('/', Path.DirectorySeparatorChar));
}
