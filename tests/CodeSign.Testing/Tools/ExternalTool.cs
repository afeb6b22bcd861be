namespace CodeSign.Testing;

/// <summary>A program that tests need and that may not be installed: its absence fails the test and says what to do.</summary>
internal sealed class ExternalTool(string program, string installation)
{
    internal async Task<ProcessResult> RunAsync(IEnumerable<string> arguments, ProcessOptions? options, CancellationToken cancellationToken)
    {
        try
        {
            return await Run.ProcessAsync(program, arguments, options, cancellationToken);
        }
        catch (FileNotFoundException e)
        {
            throw new InvalidOperationException($"This test needs '{program}', which is not installed. Install it with: {installation}", e);
        }
    }
}
