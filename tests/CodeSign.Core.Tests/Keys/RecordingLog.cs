using System.Collections.Concurrent;
using CodeSign.Diagnostics;

namespace CodeSign.Core.Tests.Keys;

/// <summary>Keeps what the engine tells.</summary>
internal sealed class RecordingLog : IEngineLog
{
    private readonly ConcurrentQueue<Diagnostic> _diagnostics = [];
    private readonly ConcurrentQueue<string> _details = [];

    public IReadOnlyList<Diagnostic> Diagnostics => [.. _diagnostics];

    public IReadOnlyList<string> Codes => [.. _diagnostics.Select(d => d.Descriptor.Code)];

    /// <summary>Everything that was said, to be searched.</summary>
    public string Text => string.Join('\n', [.. _diagnostics.Select(d => d.ToString()), .. _details]);

    public void Report(Diagnostic diagnostic) => _diagnostics.Enqueue(diagnostic);

    public void Detail(string message) => _details.Enqueue(message);
}
