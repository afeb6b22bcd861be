namespace CodeSign.Diagnostics;

/// <summary>Which CI system runs the build, as far as it has something to show to people.</summary>
public static class Pipeline
{
    /// <summary>Whether it is GitHub Actions.</summary>
    /// <param name="environment">Reads an environment variable.</param>
    public static bool IsGitHub(Func<string, string?> environment) => IsTrue("GITHUB_ACTIONS", environment);

    /// <summary>Whether it is Azure Pipelines.</summary>
    /// <param name="environment">Reads an environment variable.</param>
    public static bool IsAzure(Func<string, string?> environment) => IsTrue("TF_BUILD", environment);

    private static bool IsTrue(string variable, Func<string, string?> environment)
    {
        ArgumentNullException.ThrowIfNull(environment);
        return string.Equals(environment(variable)?.Trim(), "true", StringComparison.OrdinalIgnoreCase);
    }
}
