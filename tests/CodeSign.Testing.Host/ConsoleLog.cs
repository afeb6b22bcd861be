using CodeSign.Diagnostics;

namespace CodeSign.Testing.Host;

/// <summary>Writes diagnostics to standard error, and no details.</summary>
internal sealed class ConsoleLog : IEngineLog
{
    public void Report(Diagnostic diagnostic) => Console.Error.WriteLine(diagnostic);

    public void Detail(string message)
    {
        // Nobody reads them here.
    }
}
