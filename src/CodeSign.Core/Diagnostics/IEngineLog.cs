namespace CodeSign.Diagnostics;

/// <summary>Where the engine tells what it does. Implementations are safe for use by several threads at once.</summary>
public interface IEngineLog
{
    /// <summary>Reports a warning, or an error that does not end the operation by itself.</summary>
    void Report(Diagnostic diagnostic);

    /// <summary>Tells a detail that is of use when someone looks for it: a retry, a file signed, a file left alone.</summary>
    void Detail(string message);
}
