using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace CodeSign.Testing;

/// <summary>Runs other programs.</summary>
public static class Run
{
    /// <summary>Runs a program to its end and captures what it writes. Nothing of it outlives the call.</summary>
    /// <param name="program">A name on the PATH, or a path.</param>
    /// <param name="arguments">Its arguments, unquoted.</param>
    /// <param name="options">Directory, environment, input, time allowed.</param>
    /// <param name="cancellationToken">Kills it.</param>
    /// <exception cref="FileNotFoundException">There is no such program.</exception>
    /// <exception cref="TimeoutException">It took too long; the message holds what it wrote so far.</exception>
    public static async Task<ProcessResult> ProcessAsync(
        string program, IEnumerable<string> arguments, ProcessOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= ProcessOptions.Default;
        using var process = new Process { StartInfo = Describe(program, arguments, options) };
        var command = $"{program} {string.Join(' ', process.StartInfo.ArgumentList)}";
        var output = new StringBuilder();
        var error = new StringBuilder();
        Start(process, program);
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(options.Timeout);
        try
        {
            await Task.WhenAll(
                FeedAsync(process, options.Input, timeout.Token),
                CaptureAsync(process.StandardOutput, output, timeout.Token),
                CaptureAsync(process.StandardError, error, timeout.Token));
            await process.WaitForExitAsync(timeout.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            cancellationToken.ThrowIfCancellationRequested();
            throw new TimeoutException($"{command}\nhad not ended after {options.Timeout}. It wrote:\n{output}\n{error}");
        }

        return new ProcessResult(command, process.ExitCode, output.ToString(), error.ToString());
    }

    private static ProcessStartInfo Describe(string program, IEnumerable<string> arguments, ProcessOptions options)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = options.WorkingDirectory,
            UseShellExecute = false,
            CreateNoWindow = true,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        foreach (var (name, value) in options.Environment)
        {
            if (value is null)
                start.Environment.Remove(name);
            else
                start.Environment[name] = value;
        }

        return start;
    }

    private static void Start(Process process, string program)
    {
        try
        {
            process.Start();
        }
        catch (Win32Exception e) when (!File.Exists(program))
        {
            throw new FileNotFoundException($"There is no program '{program}' to run.", program, e);
        }
    }

    private static async Task FeedAsync(Process process, ReadOnlyMemory<byte> input, CancellationToken cancellationToken)
    {
        try
        {
            await process.StandardInput.BaseStream.WriteAsync(input, cancellationToken);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // A program need not read all that it is offered.
        }
    }

    private static async Task CaptureAsync(StreamReader reader, StringBuilder text, CancellationToken cancellationToken)
    {
        var buffer = new char[4096];
        int read;
        while ((read = await reader.ReadAsync(buffer, cancellationToken)) > 0)
            text.Append(buffer, 0, read);
    }
}
