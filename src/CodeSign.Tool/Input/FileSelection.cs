using CodeSign.Diagnostics;

namespace CodeSign.Tool.Input;

/// <summary>What the names on a command line came to.</summary>
/// <param name="Files">
/// The files, each once: in the order of the names, and those of one pattern or folder in the order of their paths.
/// </param>
/// <param name="Missing">The names that stand for no file, and the folders that can't be read.</param>
internal sealed record FileSelection(IReadOnlyList<SelectedFile> Files, IReadOnlyList<Diagnostic> Missing)
{
    /// <summary>Reports the names that stand for no file, and the folders that can't be read; gives whether there are any.</summary>
    public bool ReportMissing(IEngineLog log)
    {
        foreach (var missing in Missing)
            log.Report(missing);
        return Missing.Count > 0;
    }
}
