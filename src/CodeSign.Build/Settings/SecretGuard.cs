using CodeSign.Diagnostics;
using Microsoft.Build.Framework;

namespace CodeSign.Build.Settings;

/// <summary>Looks for secrets where build logs would record them.</summary>
internal static class SecretGuard
{
    private static readonly string[] Kinds = ["Password", "Pin", "Secret", "Token"];

    /// <summary>
    /// Refuses secrets in global properties, whatever their name before <c>Password</c> is; a target has looked for the likely names
    /// among the others.
    /// </summary>
    public static void RefuseProperties(IBuildEngine engine, string project)
    {
        if (engine is not IBuildEngine6 global)
            return;
        var secret = global.GetGlobalProperties()
            .Where(p => p.Value.Length > 0 && p.Key.StartsWith("CodeSign", StringComparison.OrdinalIgnoreCase))
            .FirstOrDefault(p => Kinds.Any(k => p.Key.EndsWith(k, StringComparison.OrdinalIgnoreCase)));
        if (secret.Key is not null)
            throw BuildDiagnostics.SecretInProperty.Exception(
                $"The property {secret.Key} holds a secret, and build logs record properties.",
                "Put the secret into an environment variable and name that in CodeSignKeyPasswordVariable (default CODESIGN_KEY_PASSWORD), "
                + "or into a file and name that in CodeSignKeyPasswordFile. Change the secret: logs may hold it already.", project);
    }

    /// <summary>Warns when a binary log is being written that records the environment, the key's password included.</summary>
    public static void WarnOfLoggedEnvironment(IEngineLog log, string project)
    {
        // MSBuild sets the second of these itself when a binary logger is attached.
        if (!IsSet("MSBUILDLOGALLENVIRONMENTVARIABLES") || !IsSet("MSBUILDBINARYLOGGERENABLED"))
            return;
        log.Report(BuildDiagnostics.EnvironmentLogged.Create(
            "MSBUILDLOGALLENVIRONMENTVARIABLES is set and a binary log is written: it will hold every environment variable, the key's password too.",
            "Unset it for builds that sign, and treat this log as a secret.", project));
    }

    private static bool IsSet(string variable) => !string.IsNullOrEmpty(Environment.GetEnvironmentVariable(variable));
}
