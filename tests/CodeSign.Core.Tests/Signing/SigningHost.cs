using System.Diagnostics;
using CodeSign.Signing;
using CodeSign.Testing;
using CodeSign.Testing.Host;

namespace CodeSign.Core.Tests.Signing;

/// <summary>Files to sign in a process of its own (CodeSign.Testing.Host), with the real formats, keys and reader.</summary>
internal sealed class SigningHost
{
    private readonly string[] _arguments;

    /// <summary>Signs files, without timestamps and without a cache.</summary>
    public SigningHost(TemporaryFolder folder, IEnumerable<SigningJob> jobs)
        : this(folder, "list.txt", Settings(folder) with { Files = [.. jobs.Select(job => (WorkKind.File, job.Source, job.Destination))] })
    {
    }

    /// <summary>Does what a list says.</summary>
    /// <param name="folder">Where the list is written.</param>
    /// <param name="name">The list's name.</param>
    /// <param name="list">The list.</param>
    public SigningHost(TemporaryFolder folder, string name, WorkList list)
    {
        _arguments = [Path.Combine(AppContext.BaseDirectory, "CodeSign.Testing.Host.dll"), folder.Write(name, list.ToString())];
    }

    public static string Dotnet { get; } = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";

    public IReadOnlyList<string> Arguments => _arguments;

    /// <summary>A list without files, with the tests' key and roots, which are written into a folder.</summary>
    public static WorkList Settings(TemporaryFolder folder) => new()
    {
        Key = TestIdentities.CodeSigning.WritePem(folder.File("key.pem")),
        Roots = TestIdentities.Authority.WriteRoot(folder.File("roots.pem")),
        Files = [],
    };

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
