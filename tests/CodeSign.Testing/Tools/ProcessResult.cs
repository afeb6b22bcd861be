namespace CodeSign.Testing;

/// <summary>What a finished process left.</summary>
/// <param name="Command">The command line, for messages.</param>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Output">Its standard output.</param>
/// <param name="Error">Its standard error.</param>
public sealed record ProcessResult(string Command, int ExitCode, string Output, string Error)
{
    /// <summary>Output and error, one after the other.</summary>
    public string AllOutput => Output + Error;

    /// <summary>Gives this result where the exit code is 0, and otherwise fails with all that the process wrote.</summary>
    public ProcessResult EnsureSuccess() => ExitCode == 0
        ? this
        : throw new InvalidOperationException($"{Command}\nended with exit code {ExitCode}.\n{Output}\n{Error}");
}
