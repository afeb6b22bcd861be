using CodeSign.Diagnostics;

namespace CodeSign.Tool.Output;

/// <summary>Shows diagnostics on standard error, in the form that editors and CI systems know from compilers.</summary>
internal sealed class ToolLog(ToolHost host) : IEngineLog
{
    private readonly Lock _lock = new();
    private ITextOutput? _output;

    /// <summary>Whether details are shown too.</summary>
    public bool IsVerbose { get; init; }

    /// <inheritdoc/>
    public void Report(Diagnostic diagnostic)
    {
        var isError = diagnostic.Descriptor.Severity == DiagnosticSeverity.Error;
        lock (_lock)
        {
            var output = _output ??= Terminal.ForErrors(host);
            if (diagnostic.File is { } file)
                output.Write($"{file}: ", TextStyle.Strong);
            output.Write($"{(isError ? "error" : "warning")} {diagnostic.Descriptor.Code}", isError ? TextStyle.Bad : TextStyle.Caution);
            output.Write(": ");
            foreach (var (index, line) in diagnostic.Message.ReplaceLineEndings("\n").Split('\n').Index())
                output.WriteLine(index == 0 ? line : $"  {line}");
        }
    }

    /// <inheritdoc/>
    public void Detail(string message)
    {
        if (!IsVerbose)
            return;
        lock (_lock)
            (_output ??= Terminal.ForErrors(host)).WriteLine(message, TextStyle.Faint);
    }
}
