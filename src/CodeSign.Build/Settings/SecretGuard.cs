using System.Collections;
using System.Text.RegularExpressions;
using System.Xml;
using CodeSign.Diagnostics;
using Microsoft.Build.Framework;

namespace CodeSign.Build.Settings;

/// <summary>Looks for secrets where build logs would record them.</summary>
internal static partial class SecretGuard
{
    private static readonly string[] Kinds = ["Password", "Pin", "Secret", "Token"];

    /// <summary>
    /// Refuses secrets in properties from the command line and the environment, whatever their name before <c>Password</c> is; a
    /// target has looked for the likely names wherever they are set.
    /// </summary>
    public static void RefuseProperties(IBuildEngine engine, string project)
    {
        var global = engine is IBuildEngine6 build ? build.GetGlobalProperties() : new Dictionary<string, string>();
        var environment = Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().Select(v => KeyValuePair.Create((string)v.Key, (string?)v.Value ?? ""));
        if (global.Concat(environment).FirstOrDefault(p => p.Value.Length > 0 && IsSecret(p.Key)).Key is not { } name)
            return;
        throw Refusal(name, project);
    }

    /// <summary>
    /// Refuses secrets that are written into project files, whatever their name before <c>Password</c> is, and whether a condition lets
    /// them count or not: binary logs hold the files.
    /// </summary>
    /// <param name="files">Full paths of the project and what MSBuild imports beside it; those that don't exist are passed over.</param>
    public static void RefuseInFiles(IEnumerable<string> files)
    {
        foreach (var file in files.Where(File.Exists))
            if (FindIn(file) is { } name)
                throw Refusal(name, file);
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

    private static string? FindIn(string file)
    {
        // Most files have none of the words: to start an XML reader takes longer than to see that.
        var text = File.ReadAllText(file);
        if (!Array.Exists(Kinds, kind => text.Contains(kind, StringComparison.OrdinalIgnoreCase)))
            return null;
        return file.EndsWith(".cs", StringComparison.OrdinalIgnoreCase) ? FindInDirectives(text) : FindInProject(text);
    }

    /// <summary>A file-based app is its own project file.</summary>
    private static string? FindInDirectives(string program) =>
        PropertyDirective().Matches(program).Select(directive => directive.Groups[1].Value).FirstOrDefault(IsWrittenSecret);

    private static string? FindInProject(string text)
    {
        var settings = new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore, XmlResolver = null, IgnoreComments = true };
        using var reader = XmlReader.Create(new StringReader(text), settings);
        while (reader.Read())
        {
            if (reader.NodeType != XmlNodeType.Element || reader.IsEmptyElement)
                continue;
            var name = reader.LocalName;
            if (IsWrittenSecret(name) && reader.Read() && reader.NodeType is XmlNodeType.Text or XmlNodeType.CDATA)
                return name;
        }

        return null;
    }

    private static CodeSignException Refusal(string property, string file) => BuildDiagnostics.SecretInProperty.Exception(
        $"The property {property} holds a secret, and build logs record properties.",
        "Put the secret into an environment variable and name that in CodeSignKeyPasswordVariable (default CODESIGN_KEY_PASSWORD), "
        + "or into a file and name that in CodeSignKeyPasswordFile. Change the secret: logs may hold it already.", file);

    // CODESIGN_KEY_PASSWORD belongs into the environment: in a file it is as wrong as any other.
    private static bool IsWrittenSecret(string name) => IsSecret(name.Replace("_", "", StringComparison.Ordinal));

    // CODESIGN_KEY_PASSWORD, with its underscores, is the variable that the secret belongs into.
    private static bool IsSecret(string name) =>
        name.StartsWith("CodeSign", StringComparison.OrdinalIgnoreCase) && !name.Contains('_', StringComparison.Ordinal)
        && Kinds.Any(kind => name.EndsWith(kind, StringComparison.OrdinalIgnoreCase));

    private static bool IsSet(string variable) => !string.IsNullOrEmpty(Environment.GetEnvironmentVariable(variable));

    [GeneratedRegex(@"^#:property[ \t]+(\w+)[ \t]*=[ \t]*\S", RegexOptions.Multiline)]
    private static partial Regex PropertyDirective();
}
