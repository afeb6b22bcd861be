namespace CodeSign.Keys;

/// <summary>Whether this is a build server: what is safe on a developer's machine may not be there.</summary>
public static class ContinuousIntegration
{
    /// <summary>What the systems set, the first by agreement of nearly all.</summary>
    private static readonly string[] Variables = ["CI", "TF_BUILD", "TEAMCITY_VERSION", "JENKINS_URL"];

    /// <summary>The environment variable that says so, or <see langword="null"/> where none does.</summary>
    /// <param name="environment">Reads an environment variable.</param>
    public static string? Detect(Func<string, string?> environment)
    {
        ArgumentNullException.ThrowIfNull(environment);
        return Array.Find(Variables, variable => IsSet(environment(variable)));
    }

    private static bool IsSet(string? value) =>
        !string.IsNullOrWhiteSpace(value) && !value.Equals("false", StringComparison.OrdinalIgnoreCase) && value != "0";
}
