using System.Collections.Concurrent;
using CodeSign.Diagnostics;

namespace CodeSign.Core.Tests.Signing;

/// <summary>Keeps what the engine tells.</summary>
internal sealed class RecordingLog : IEngineLog
{
    public ConcurrentQueue<Diagnostic> Diagnostics { get; } = new();

    public ConcurrentQueue<string> Details { get; } = new();

    public void Report(Diagnostic diagnostic) => Diagnostics.Enqueue(diagnostic);

    public void Detail(string message) => Details.Enqueue(message);
}
