using System.Diagnostics.CodeAnalysis;
using CodeSign.Diagnostics;
using Microsoft.Build.Framework;

namespace CodeSign.Build;

/// <summary>
/// What all tasks here share: the project's settings come in, the engine's failures go out as coded errors, and Ctrl+C ends the
/// work at once.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "MSBuild does not dispose of tasks, and a cancellation source without a timer holds nothing.")]
public abstract class CodeSignTask : Microsoft.Build.Utilities.Task, ICancelableTask
{
    private readonly CancellationTokenSource _cancellation = new();

    /// <summary>The project's settings: one item, made by the target <c>CodeSignGetSettings</c>.</summary>
    [Required]
    public ITaskItem Settings { get; set; } = null!;

    /// <inheritdoc/>
    public void Cancel() => _cancellation.Cancel();

    /// <inheritdoc/>
    public sealed override bool Execute()
    {
        var log = new TaskLog(Log, BuildEngine4, Settings.GetMetadata("FullPath"));
        try
        {
            // MSBuild's contract is synchronous. Its task threads have no synchronization context to deadlock with.
            RunAsync(log, _cancellation.Token).GetAwaiter().GetResult();
        }
        catch (CodeSignException e)
        {
            log.Report(e.Diagnostic);
        }
        catch (OperationCanceledException) when (_cancellation.IsCancellationRequested)
        {
            log.Report(BuildDiagnostics.Cancelled.Create("The build was cancelled while it was signing.", "Nothing is half-done: build again."));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            log.Report(BuildDiagnostics.FileAccess.Create(e.Message, "Free the file or the disk, or allow access, and build again: nothing is half-done."));
        }
        catch (Exception e)
        {
            log.Detail(e.ToString());
            log.Report(BuildDiagnostics.Unexpected.Create(
                $"{GetType().Name} failed in a way that it should not: {e.GetType().Name}: {e.Message}",
                "Nothing is half-done. Please report it, with what a log of detailed verbosity says here."));
        }

        if (Log.HasLoggedErrors)
            ReportFailure(log);
        return !Log.HasLoggedErrors;
    }

    /// <summary>Tells what a task that has reported errors leaves behind, where that is more than they say themselves.</summary>
    private protected virtual void ReportFailure(TaskLog log)
    {
    }

    /// <summary>Does the task's work.</summary>
    private protected abstract Task RunAsync(TaskLog log, CancellationToken cancellationToken);
}
