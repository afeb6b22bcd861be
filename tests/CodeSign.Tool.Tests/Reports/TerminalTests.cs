using CodeSign.Tool.Tests.Harness;

namespace CodeSign.Tool.Tests.Reports;

[TestClass]
public sealed class TerminalTests
{
    [TestMethod]
    [DataRow(true, null, true)]
    [DataRow(true, "1", false)]
    [DataRow(false, null, false)]
    public async Task Colours_are_for_terminals_and_for_those_who_want_them(bool isTerminal, string? noColor, bool isColoured)
    {
        await using var folder = new ToolFolder();
        folder.Assembly();
        folder.Environment["TERM"] = "xterm-256color";
        if (noColor is not null)
            folder.Environment["NO_COLOR"] = noColor;
        var output = new StringWriter();
        var host = folder.Host(output, new StringWriter()) with { OutputIsTerminal = isTerminal };
        Assert.AreEqual(3, await CommandLine.RunAsync(["verify", "app.dll"], host, CancellationToken.None));
        Assert.AreEqual(isColoured, output.ToString().Contains('\u001b', StringComparison.Ordinal), output.ToString());
        Assert.Contains("app.dll", output.ToString());
    }
}
