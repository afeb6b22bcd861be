using CodeSign.Diagnostics;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

namespace CodeSign.Build;

/// <summary>Shows the engine's diagnostics as MSBuild shows its own: with code, file, and a link to the page in this package.</summary>
internal sealed class TaskLog(TaskLoggingHelper log, IBuildEngine4 engine, string project) : IEngineLog
{
    private static readonly string PackageRoot = FindPackageRoot();

    /// <inheritdoc/>
    /// <remarks>The steps of one build may come to the same conclusion: it is told once.</remarks>
    /// <exception cref="CodeSignException">It is a warning that this build takes for an error: what comes after it must not be done.</exception>
    public void Report(Diagnostic diagnostic)
    {
        if (IsRefused(diagnostic.Descriptor))
            throw new CodeSignException(diagnostic with { Descriptor = diagnostic.Descriptor with { Severity = DiagnosticSeverity.Error } });
        var key = $"{nameof(TaskLog)} {project} {diagnostic}";
        if (diagnostic.Descriptor.Severity == DiagnosticSeverity.Warning && engine.GetRegisteredTaskObject(key, RegisteredTaskObjectLifetime.Build) is not null)
            return;
        engine.RegisterTaskObject(key, diagnostic, RegisteredTaskObjectLifetime.Build, allowEarlyCollection: false);
        var (code, severity) = (diagnostic.Descriptor.Code, diagnostic.Descriptor.Severity);
        var page = new Uri(Path.Combine(PackageRoot, diagnostic.Descriptor.Page)).AbsoluteUri;
        var file = diagnostic.File ?? project;
        if (severity == DiagnosticSeverity.Error)
            log.LogError(null, code, null, page, file, 0, 0, 0, 0, "{0}", diagnostic.Message);
        else
            log.LogWarning(null, code, null, page, file, 0, 0, 0, 0, "{0}", diagnostic.Message);
        if (PipelineAnnotation.Of(diagnostic, file, Environment.GetEnvironmentVariable) is { } annotation)
            Summary(annotation);
    }

    /// <inheritdoc/>
    public void Detail(string message) => log.LogMessage(MessageImportance.Low, "{0}", message);

    /// <summary>Whether an error was reported.</summary>
    public bool HasErrors => log.HasLoggedErrors;

    /// <summary>The one line that stands for a whole step in a log of normal verbosity.</summary>
    public void Summary(string message) => log.LogMessage(MessageImportance.High, "{0}", message);

    // Of -warnaserror without codes MSBuild says so only where a project has no list of codes, and the SDK gives each one.
    private bool IsRefused(DiagnosticDescriptor descriptor) =>
        descriptor.Severity == DiagnosticSeverity.Warning && engine is IBuildEngine8 strict && strict.ShouldTreatWarningAsError(descriptor.Code);

    /// <summary>The pages lie in docs of the package, the tasks in tasks/net10.0 or, compiled ahead, in a platform's folder there.</summary>
    private static string FindPackageRoot()
    {
        var tasks = Path.GetDirectoryName(typeof(TaskLog).Assembly.Location)!;
        for (var folder = tasks; folder is not null; folder = Path.GetDirectoryName(folder))
            if (Path.GetFileName(folder) == "tasks" && Path.GetDirectoryName(folder) is { } root)
                return root;
        return tasks;
    }
}
