namespace CodeSign.Tool.Tests.Harness;

/// <summary>How a run of the tool ended.</summary>
/// <param name="ExitCode">The exit code.</param>
/// <param name="Output">What it wrote to standard output.</param>
/// <param name="Error">What it wrote to standard error.</param>
internal sealed record ToolResult(int ExitCode, string Output, string Error)
{
    /// <summary>Fails with all that was written, unless the tool ended as it should.</summary>
    public ToolResult Expect(int exitCode)
    {
        Assert.AreEqual(exitCode, ExitCode, $"{Output}\n{Error}");
        return this;
    }
}
