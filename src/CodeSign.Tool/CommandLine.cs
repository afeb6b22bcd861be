using System.CommandLine;
using System.CommandLine.Help;
using CodeSign.Diagnostics;
using CodeSign.Tool.Commands;
using CodeSign.Tool.Output;

namespace CodeSign.Tool;

/// <summary>The whole tool: reads the command line, runs one command, and says how it ended.</summary>
internal static class CommandLine
{
    /// <summary>How long a command has after Ctrl+C to leave everything as it was.</summary>
    private static readonly TimeSpan CancellationTime = TimeSpan.FromSeconds(20);

    /// <summary>Runs the tool.</summary>
    /// <param name="arguments">What the user wrote behind the tool's name.</param>
    /// <param name="host">The process that it runs in.</param>
    /// <param name="cancellationToken">Ends it, as Ctrl+C does.</param>
    /// <returns>The exit code.</returns>
    /// <exception cref="IOException">A standard stream can't be written.</exception>
    public static async Task<int> RunAsync(string[] arguments, ToolHost host, CancellationToken cancellationToken)
    {
        var root = Create(host);
        // '@file' is a list of files here, and no file of arguments.
        var parsed = root.Parse(arguments, new ParserConfiguration { ResponseFileTokenReplacer = null });
        var log = new ToolLog(host);
        try
        {
            // Help knows no errors, and would be that of another command.
            if ((parsed.Errors.Count > 0 || parsed.Action is HelpAction)
                && parsed is { CommandResult.Command: { Subcommands.Count: > 0 } command, UnmatchedTokens: [var unknown, ..] })
                throw new UsageException($"There is no '{PathOf(command)} {unknown}'.");
            if (parsed.Errors.Count > 0 && parsed.Action is not HelpAction)
                throw new UsageException(string.Join(Environment.NewLine, parsed.Errors.Select(error => error.Message).Distinct()));
            var configuration = new InvocationConfiguration
            {
                Output = host.Output,
                Error = host.Error,
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = CancellationTime,
            };
            return await parsed.InvokeAsync(configuration, cancellationToken);
        }
        catch (UsageException e)
        {
            host.Error.WriteLine(SafeText.Of(e.Message));
            host.Error.WriteLine($"'{PathOf(parsed.CommandResult.Command)} --help' says how it is used.");
            return ExitCode.Usage;
        }
        catch (CodeSignException e)
        {
            log.Report(e.Diagnostic);
            return ExitCode.Failed;
        }
        catch (OperationCanceledException)
        {
            host.Error.WriteLine("Cancelled.");
            return ExitCode.Cancelled;
        }
        catch (Exception e) when (e is not OutputException)
        {
            log.Report(ToolDiagnostics.Unexpected.Create(
                $"{e.GetType().Name}: {e.Message}", "Nothing was half done. Please report it, with the command and these lines:"
                    + Environment.NewLine + e.StackTrace));
            return ExitCode.Failed;
        }
        finally
        {
            host.Output.Flush();
            host.Error.Flush();
        }
    }

    /// <summary>All commands.</summary>
    public static RootCommand Create(ToolHost host) => new(
        "Verifies, inspects and signs: assemblies and programs (Authenticode), NuGet packages, signatures beside files.")
    {
        new VerifyCommand(host).Create(),
        new InspectCommand(host).Create(),
        new PushCheckCommand(host).Create(),
        new ManifestCommand(host).Create(),
        new TestsCommand(host).Create(),
        new PlanCommand(host).Create(),
        new SignCommand(host).Create(),
        new StripCommand(host).Create(),
        new DiffCommand(host).Create(),
        new CertificateCommand(host).Create(),
        new PolicyCommand(host).Create(),
        new DevelopmentCommand(host).Create(),
    };

    private static string PathOf(Command command)
    {
        var parent = command.Parents.OfType<Command>().FirstOrDefault();
        return parent is null ? "dotnet codesign" : $"{PathOf(parent)} {command.Name}";
    }
}
