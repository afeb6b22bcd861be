using CodeSign.Build.Files;
using CodeSign.TestGate;

namespace CodeSign.Build.TestGate;

/// <summary>Finds the assemblies of ours that a pack or a publish is about to sign, where the last verdict is not about them.</summary>
/// <param name="options">Whose files they are, and where the state is kept.</param>
/// <param name="settings">What the project asks of tests.</param>
internal sealed class UnjudgedAssemblies(InputSignerOptions options, TestGateSettings settings)
{
    private string StateDirectory => options.Settings.StateDirectory;

    /// <summary>Full path of the file that a verdict goes to.</summary>
    public string VerdictFile => KeptVerdict.PathIn(StateDirectory);

    /// <summary>Finds them.</summary>
    /// <param name="last">What stood for the verdict in the last build; <see langword="null"/> where it had none.</param>
    /// <param name="known">What the last build knew of the files, if its settings were the same.</param>
    /// <param name="files">The files that are signed.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    /// <returns>All of the assemblies, to be judged together; <see langword="null"/> where the last verdict holds.</returns>
    public async Task<IReadOnlyList<ShippedAssembly>?> FindAsync(
        string? last, IEnumerable<InputState> known, IReadOnlyList<InputFile> files, CancellationToken cancellationToken)
    {
        var inputs = new KnownInputs(known, options.Originals);
        if (KeptVerdict.Holds(StateDirectory, last, settings.Fingerprint, inputs, files, cancellationToken))
            return null;
        var assemblies = await new OwnAssemblies(options.Origins).FindAsync(files, cancellationToken);
        var state = await TestGateStateFile.ReadAsync(VerdictFile, cancellationToken);
        return state?.Covers(assemblies, settings.Fingerprint) == true ? null : assemblies;
    }
}
