namespace CodeSign.Diagnostics;

/// <summary>
/// A diagnostic as a line that a CI system takes out of the log and shows beside the file that it is about: GitHub's workflow command
/// <c>::warning</c> and Azure Pipelines' logging command <c>task.logissue</c>.
/// </summary>
public static class PipelineAnnotation
{
    /// <summary>The line, or <see langword="null"/> where no such system runs the build.</summary>
    /// <param name="diagnostic">The diagnostic.</param>
    /// <param name="file">The file that it is shown beside.</param>
    /// <param name="environment">Reads an environment variable.</param>
    public static string? Of(Diagnostic diagnostic, string file, Func<string, string?> environment)
    {
        ArgumentNullException.ThrowIfNull(diagnostic);
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(environment);
        var kind = diagnostic.Descriptor.Severity == DiagnosticSeverity.Error ? "error" : "warning";
        if (Pipeline.IsGitHub(environment))
            return $"::{kind} file={GitHubProperty(file)},title={diagnostic.Descriptor.Code}::{GitHubText(diagnostic.Message)}";
        if (Pipeline.IsAzure(environment))
            return $"##vso[task.logissue type={kind};sourcepath={AzureProperty(file)};code={diagnostic.Descriptor.Code};]{AzureText(diagnostic.Message)}";
        return null;
    }

    private static string GitHubText(string text) => LineBreaks(text.Replace("%", "%25", StringComparison.Ordinal));

    private static string GitHubProperty(string text) =>
        GitHubText(text).Replace(":", "%3A", StringComparison.Ordinal).Replace(",", "%2C", StringComparison.Ordinal);

    private static string AzureText(string text) => LineBreaks(text.Replace("%", "%AZP25", StringComparison.Ordinal));

    private static string AzureProperty(string text) =>
        AzureText(text).Replace(";", "%3B", StringComparison.Ordinal).Replace("]", "%5D", StringComparison.Ordinal);

    private static string LineBreaks(string text) =>
        text.Replace("\r", "%0D", StringComparison.Ordinal).Replace("\n", "%0A", StringComparison.Ordinal);
}
