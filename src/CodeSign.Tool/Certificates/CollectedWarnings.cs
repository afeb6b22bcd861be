using CodeSign.Diagnostics;

namespace CodeSign.Tool.Certificates;

/// <summary>Keeps what is reported, for a result that tells it in a place of its own.</summary>
internal sealed class CollectedWarnings : IEngineLog
{
    private readonly List<Diagnostic> _diagnostics = [];

    /// <summary>What was reported so far.</summary>
    public IReadOnlyList<Diagnostic> Diagnostics => _diagnostics;

    /// <inheritdoc/>
    public void Report(Diagnostic diagnostic)
    {
        lock (_diagnostics)
            _diagnostics.Add(diagnostic);
    }

    /// <inheritdoc/>
    public void Detail(string message)
    {
    }
}
