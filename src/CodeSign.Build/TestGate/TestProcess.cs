using System.Diagnostics;
using CodeSign.Diagnostics;

namespace CodeSign.Build.TestGate;

/// <summary>Runs a test process, with all that it starts, in an environment of its own.</summary>
/// <param name="file">Full path of the program.</param>
/// <param name="arguments">Its arguments.</param>
/// <param name="directory">Full path of the folder that it runs in.</param>
/// <param name="environment">All of its environment.</param>
internal sealed class TestProcess(
    string file, IReadOnlyList<string> arguments, string directory, IReadOnlyDictionary<string, string> environment)
{
    private const int KeptLines = 20;
    private static readonly TimeSpan OutputGrace = TimeSpan.FromSeconds(2);

    private readonly Queue<string> _end = new();

    /// <summary>The last lines that it wrote.</summary>
    public string End
    {
        get
        {
            lock (_end)
                return string.Join('\n', _end);
        }
    }

    /// <summary>Runs it; gives its exit code, or <see langword="null"/> where its time was over: it and all that it started are ended then.</summary>
    /// <param name="timeout">The time that it has.</param>
    /// <param name="log">Gets each line that it writes.</param>
    /// <param name="cancellationToken">Ends it, and all that it started.</param>
    /// <exception cref="System.ComponentModel.Win32Exception">It can't be started.</exception>
    public async Task<int?> RunAsync(TimeSpan timeout, IEngineLog log, CancellationToken cancellationToken)
    {
        using var process = new Process { StartInfo = StartInfo() };
        process.Start();
        process.StandardInput.Close();
        Task[] output = [ReadAsync(process.StandardOutput, log), ReadAsync(process.StandardError, log)];
        using var time = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        time.CancelAfter(timeout);
        try
        {
            await process.WaitForExitAsync(time.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None);
            cancellationToken.ThrowIfCancellationRequested();
            return null;
        }

        // What a test has started and left running holds the other end of the pipe: its output is not waited for.
        await Task.WhenAny(Task.WhenAll(output), Task.Delay(OutputGrace, cancellationToken));
        return process.ExitCode;
    }

    private ProcessStartInfo StartInfo()
    {
        var start = new ProcessStartInfo(file, arguments)
        {
            WorkingDirectory = directory,
            UseShellExecute = false,
            CreateNoWindow = true,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment.Clear();
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        return start;
    }

    private async Task ReadAsync(StreamReader reader, IEngineLog log)
    {
        try
        {
            while (await reader.ReadLineAsync() is { } line)
            {
                log.Detail(line);
                Keep(line);
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // It ended, and nobody waits for the rest.
        }
    }

    private void Keep(string line)
    {
        if (string.IsNullOrWhiteSpace(line))
            return;
        lock (_end)
        {
            _end.Enqueue(line.Trim());
            if (_end.Count > KeptLines)
                _end.Dequeue();
        }
    }
}
