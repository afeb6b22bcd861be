using System.CommandLine;

namespace CodeSign.Tool.Commands;

/// <summary><c>tests</c>: what test runs leave for the gate before signing.</summary>
internal sealed class TestsCommand(ToolHost host)
{
    /// <summary>Makes the command.</summary>
    public Command Create() => new("tests", "Works with the results and the evidence of test runs (*.trx, *.testevidence.jsonl).")
    {
        new TestsSealCommand(host).Create(),
        new TestsCheckCommand(host).Create(),
    };
}
