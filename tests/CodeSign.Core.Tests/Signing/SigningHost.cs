using System.Diagnostics;
using CodeSign.Signing;
using CodeSign.Testing;

namespace CodeSign.Core.Tests.Signing;

/// <summary>Files to sign in a process of its own (CodeSign.Testing.Host), with the real formats, keys and reader.</summary>
internal sealed class SigningHost
{
    private readonly string[] _arguments;

    public SigningHost(TemporaryFolder folder, IEnumerable<SigningJob> jobs)
    {
        _arguments =
        [
            Path.Combine(AppContext.BaseDirectory, "CodeSign.Testing.Host.dll"),
            TestIdentities.CodeSigning.WritePem(folder.File("key.pem")),
            TestIdentities.Authority.WriteRoot(folder.File("roots.pem")),
            folder.Write("list.txt", string.Concat(jobs.Select(job => $"{job.Source}\t{job.Destination}\n"))),
        ];
    }

    public static string Dotnet { get; } = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";

    public IReadOnlyList<string> Arguments => _arguments;

    public Task<ProcessResult> RunAsync() => Run.ProcessAsync(Dotnet, _arguments);

    /// <summary>Runs it from a shell script, in which <c>"$@"</c> stands for the command.</summary>
    public Task<ProcessResult> RunInShellAsync(string program, IEnumerable<string> before, string script) =>
        Run.ProcessAsync(program, [.. before, "sh", "-c", script, "sh", Dotnet, .. _arguments]);

    /// <summary>Starts it and waits until it is about to sign.</summary>
    public async Task<Process> StartAsync()
    {
        var process = Process.Start(new ProcessStartInfo(Dotnet, _arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var line = await process.StandardOutput.ReadLineAsync();
        if (line == "ready")
            return process;
        var error = await process.StandardError.ReadToEndAsync();
        process.Dispose();
        throw new InvalidOperationException($"The host said '{line}': {error}");
    }
}
