namespace CodeSign.Diagnostics;

/// <summary>An operation ended with an error that the user is told about. Every failure the engine foresees is one of these.</summary>
public sealed class CodeSignException : Exception
{
    /// <summary>Ends an operation with a diagnostic.</summary>
    /// <param name="diagnostic">What the user is told.</param>
    /// <param name="inner">The failure underneath, if any.</param>
    public CodeSignException(Diagnostic diagnostic, Exception? inner = null)
        : base(diagnostic?.ToString(), inner)
    {
        ArgumentNullException.ThrowIfNull(diagnostic);
        Diagnostic = diagnostic;
    }

    /// <summary>What the user is told.</summary>
    public Diagnostic Diagnostic { get; }
}
