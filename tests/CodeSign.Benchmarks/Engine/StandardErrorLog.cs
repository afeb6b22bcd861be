using CodeSign.Diagnostics;

namespace CodeSign.Benchmarks;

/// <summary>Tells warnings and errors, and no details, as a build does.</summary>
internal sealed class StandardErrorLog : IEngineLog
{
    public void Report(Diagnostic diagnostic) => Console.Error.WriteLine(diagnostic);

    public void Detail(string message)
    {
        // Builds show them at detailed verbosity only.
    }
}
