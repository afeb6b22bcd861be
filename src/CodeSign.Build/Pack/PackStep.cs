using CodeSign.Build.Files;
using CodeSign.Build.Settings;

namespace CodeSign.Build.Pack;

/// <summary>What goes into a package, and what is needed to decide about it.</summary>
internal sealed record PackStep
{
    /// <summary>Whose files they are, and how they are signed.</summary>
    public required InputSignerOptions Options { get; init; }

    /// <summary>The build output.</summary>
    public required IReadOnlyList<InputFile> Outputs { get; init; }

    /// <summary>All other files.</summary>
    public required IReadOnlyList<InputFile> Files { get; init; }

    /// <summary>The archives that are not packed, and signed all the same.</summary>
    public required IReadOnlyList<InputFile> Archives { get; init; }

    /// <summary>The rules about signatures beside files.</summary>
    public required IReadOnlyList<DetachedRule> DetachedRules { get; init; }

    /// <summary>Stands for the settings.</summary>
    public required string Fingerprint { get; init; }

    /// <summary>Where the state is kept.</summary>
    public required StateFile<PackState> Store { get; init; }

    /// <summary>What the last pack has left.</summary>
    public required PackState Last { get; init; }

    /// <summary>Where diagnostics go.</summary>
    public required TaskLog Log { get; init; }

    /// <summary>The packing project's settings.</summary>
    public ProjectSettings Settings => Options.Settings;

    /// <summary>What goes into the package.</summary>
    public IReadOnlyList<InputFile> Packed => [.. Outputs, .. Files];

    /// <summary>What is signed but archives: what goes into the package, and the project's outputs that don't.</summary>
    public IReadOnlyList<InputFile> SignedFiles => [.. Packed, .. PackInput.OutputsBeside(Packed, Options.Origins.Outputs)];

    /// <summary>What is signed: what goes into the package, the project's outputs that don't, and archives.</summary>
    public IReadOnlyList<InputFile> Inputs => [.. SignedFiles, .. Archives];

    /// <summary>What the last pack knew about files, if the settings were the same.</summary>
    public IReadOnlyList<InputState> Known => Last.InputsUnder(Fingerprint);

    /// <summary>The detached signatures that the last pack has made, if the settings were the same.</summary>
    public IReadOnlyList<DetachedState> KnownDetached => Last.DetachedUnder(Fingerprint);

    /// <summary>Finds the files that get a signature beside them.</summary>
    /// <param name="inputs">What was decided about the inputs.</param>
    /// <exception cref="Diagnostics.CodeSignException">A file that a rule names does not exist.</exception>
    public IReadOnlyList<DetachedFile> FindDetached(IReadOnlyList<InputState> inputs) =>
        new DetachedFiles(Settings, DetachedRules, Log).Find(Packed, inputs);
}
