using System.Diagnostics;
using CodeSign.Testing;
using CodeSign.Tool.Tests.Harness;

namespace CodeSign.Tool.Tests;

/// <summary>What only shows in a process of its own.</summary>
[TestClass]
public sealed class ProcessTests
{
    private static readonly string Program = Path.Combine(AppContext.BaseDirectory, "CodeSign.Tool.dll");

    [TestMethod]
    public async Task Without_a_terminal_the_output_is_plain_and_the_exit_code_that_of_the_worst_file()
    {
        await using var folder = new ToolFolder();
        var file = await folder.SignedAssemblyAsync();
        var options = new ProcessOptions { WorkingDirectory = folder.Path };
        var trusted = await Run.ProcessAsync("dotnet", [Program, "verify", file, "--trusted-root", "root.pem"], options);
        Assert.AreEqual(0, trusted.ExitCode, trusted.AllOutput);
        Assert.StartsWith("trusted    app.dll", trusted.Output);
        Assert.DoesNotContain("\u001b", trusted.AllOutput);
        var listed = await Run.ProcessAsync(
            "dotnet", [Program, "verify", "-"], options with { Input = System.Text.Encoding.UTF8.GetBytes("app.dll\n") });
        Assert.AreEqual(4, listed.ExitCode, listed.AllOutput);
    }

    [TestMethod]
    [OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
    public async Task Ctrl_C_ends_it_at_once_with_the_exit_code_that_shells_know()
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet", [Program, "verify", "-"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        // It answers the first name, and waits for the next: from then on it can be interrupted.
        await WaitUntilItReadsAsync(process);
        await Run.ProcessAsync("kill", ["-INT", process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(2));
        Assert.AreEqual(130, process.ExitCode, await error);
        Assert.Contains("Cancelled.", await error);
    }

    [TestMethod]
    [OSCondition(OperatingSystems.Linux)]
    [DataRow("> /dev/full", "Standard output can't be written")]
    [DataRow("--format json > /dev/full", "Standard output can't be written")]
    [DataRow(">&-", "Standard output can't be written")]
    [DataRow("2> /dev/full > /dev/full", "")]
    public async Task An_output_that_takes_nothing_is_told_in_one_line(string redirection, string message)
    {
        await using var folder = new ToolFolder();
        var result = await ShellAsync(folder, $"dotnet '{Program}' verify '{folder.Assembly()}' {redirection}");
        Assert.AreEqual(1, result.ExitCode, result.AllOutput);
        Assert.StartsWith(message, result.AllOutput);
        Assert.IsLessThanOrEqualTo(1, result.AllOutput.Count(character => character == '\n'), result.AllOutput);
    }

    [TestMethod]
    [OSCondition(OperatingSystems.Linux)]
    public async Task A_reader_that_has_seen_enough_is_no_fault()
    {
        await using var folder = new ToolFolder();
        var result = await ShellAsync(folder, $"dotnet '{Program}' inspect '{await folder.SignedAssemblyAsync()}' | head -1");
        Assert.AreEqual(0, result.ExitCode, result.AllOutput);
        Assert.AreEqual(1, result.AllOutput.Count(character => character == '\n'), result.AllOutput);
    }

    [TestMethod]
    [OSCondition(OperatingSystems.Linux)]
    public async Task A_current_folder_that_was_deleted_is_told_in_one_line()
    {
        await using var folder = new ToolFolder();
        var result = await ShellAsync(folder, $"mkdir gone; cd gone; rmdir ../gone; dotnet '{Program}' verify '{folder.File("root.pem")}'");
        Assert.AreEqual(1, result.ExitCode, result.AllOutput);
        Assert.StartsWith("The current folder can't be found", result.AllOutput);
    }

    [TestMethod]
    [OSCondition(OperatingSystems.Linux)]
    public async Task A_proxy_that_can_not_be_reached_is_named()
    {
        await using var folder = new ToolFolder();
        var result = await ShellAsync(
            folder,
            $"http_proxy=http://user:secret@127.0.0.1:1 no_proxy= dotnet '{Program}' sign '{folder.Assembly()}' --key key.pem "
            + "--trusted-root root.pem --timestamp-server http://timestamp.example");
        Assert.AreEqual(1, result.ExitCode, result.AllOutput);
        Assert.Contains("it can't be connected to: ConnectionRefused, through the proxy http://127.0.0.1:1/ ", result.AllOutput);
    }

    private static Task<ProcessResult> ShellAsync(ToolFolder folder, string command) =>
        Run.ProcessAsync("sh", ["-c", command], new ProcessOptions { WorkingDirectory = folder.Path });

    /// <summary>More than a pipe holds is only taken by a process that reads.</summary>
    private static async Task WaitUntilItReadsAsync(Process process)
    {
        var lines = string.Concat(Enumerable.Repeat(new string(' ', 1023) + "\n", 256));
        await process.StandardInput.WriteAsync(lines).WaitAsync(TimeSpan.FromMinutes(2));
        await process.StandardInput.FlushAsync();
    }
}
