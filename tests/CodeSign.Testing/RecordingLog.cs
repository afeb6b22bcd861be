using System.Collections.Concurrent;
using CodeSign.Diagnostics;

namespace CodeSign.Testing;

/// <summary>Keeps what the engine tells.</summary>
public sealed class RecordingLog : IEngineLog
{
    /// <summary>The warnings and errors, in order.</summary>
    public ConcurrentQueue<Diagnostic> Diagnostics { get; } = new();

    /// <summary>The details, in order.</summary>
    public ConcurrentQueue<string> Details { get; } = new();

    /// <inheritdoc/>
    public void Report(Diagnostic diagnostic) => Diagnostics.Enqueue(diagnostic);

    /// <inheritdoc/>
    public void Detail(string message) => Details.Enqueue(message);
}
