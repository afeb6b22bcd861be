using CodeSign.Build.Settings;
using CodeSign.Formats;
using CodeSign.Signing;
using Microsoft.Build.Framework;

namespace CodeSign.Build.Files;

/// <summary>
/// Reads <c>CodeSignFile</c> items. An item names a file; with the metadata <c>Pattern</c> it stands for all files in the package
/// that the patterns match, since MSBuild would look for a wildcard in <c>Include</c> on the disk.
/// </summary>
internal static class CodeSignFileItems
{
    /// <summary>Reads the items that are about signatures inside of files, in their order.</summary>
    /// <exception cref="Diagnostics.CodeSignException">An item can't be understood.</exception>
    public static IReadOnlyList<FileRule> Read(IEnumerable<ITaskItem> items) => [.. items.Where(item => !IsDetached(item)).SelectMany(Read)];

    /// <summary>Reads the items that are about signatures beside files, in their order.</summary>
    /// <exception cref="Diagnostics.CodeSignException">An item can't be understood.</exception>
    public static IReadOnlyList<DetachedRule> ReadDetached(IEnumerable<ITaskItem> items) => [.. items.Where(IsDetached).SelectMany(ReadDetached)];

    /// <summary>Whether an item is about a signature beside the file.</summary>
    /// <exception cref="Diagnostics.CodeSignException">Its format is not known.</exception>
    public static bool IsDetached(ITaskItem item) => item.GetMetadata("Format").Trim().ToLowerInvariant() switch
    {
        "" => false,
        "detached" => true,
        { } value => throw Invalid(item, "Format", value, "Write 'detached', or leave it out for signatures inside of files."),
    };

    private static IEnumerable<DetachedRule> ReadDetached(ITaskItem item)
    {
        if (Action(item) == FileRuleAction.Refuse)
            throw Invalid(item, "Sign", "error", "Write 'true' or 'false': with Format=\"detached\" no file is refused.");
        var executables = item.GetMetadata("Executables").Trim();
        if (executables.Length > 0 && !bool.TryParse(executables, out _))
            throw Invalid(item, "Executables", executables, "Write 'true' or 'false'.");
        var path = item.GetMetadata("Pattern").Trim().Length == 0 ? item.GetMetadata("FullPath") : null;
        return Read(item).Select(rule => new DetachedRule(rule, path, executables.Equals("true", StringComparison.OrdinalIgnoreCase)));
    }

    private static IEnumerable<FileRule> Read(ITaskItem item)
    {
        var reader = new SettingsReader(item);
        var action = Action(item);
        var existing = Existing(item);
        var patterns = reader.List("Pattern");
        if (patterns.Count > 0)
            return patterns.Select(pattern => new FileRule(pattern, action, existing));
        // A file that exists is meant itself, and so is what lies in an archive that exists; any other name is one in the package.
        var path = item.GetMetadata("FullPath");
        return [new FileRule(File.Exists(path) || IsInArchive(path) ? path : item.ItemSpec, action, existing)];
    }

    /// <summary>The archives that items name and ask to be signed, in their order.</summary>
    public static IReadOnlyList<NamedArchive> Archives(IEnumerable<ITaskItem> items) =>
    [
        .. items.Where(item => !IsDetached(item) && ContainerOptions.IsArchiveName(item.ItemSpec) && Action(item) == FileRuleAction.Sign)
            .Where(item => new SettingsReader(item).List("Pattern").Count == 0)
            .Select(item => new NamedArchive(item.ItemSpec, item.GetMetadata("FullPath"))),
    ];

    private static bool IsInArchive(string path)
    {
        var end = path.Replace('\\', '/').IndexOf("!/", StringComparison.Ordinal);
        return end > 0 && File.Exists(path[..end]);
    }

    private static FileRuleAction Action(ITaskItem item) => item.GetMetadata("Sign").Trim().ToLowerInvariant() switch
    {
        "" or "true" => FileRuleAction.Sign,
        "false" => FileRuleAction.Leave,
        "error" => FileRuleAction.Refuse,
        { } value => throw Invalid(item, "Sign", value, "Write 'true', 'false' or 'error'."),
    };

    private static ExistingSignature? Existing(ITaskItem item) => item.GetMetadata("Existing").Trim().ToLowerInvariant() switch
    {
        "" => null,
        "error" => ExistingSignature.Refuse,
        "append" => ExistingSignature.Append,
        "replace" => ExistingSignature.Replace,
        { } value => throw Invalid(item, "Existing", value, "Write 'append', 'replace' or 'error'."),
    };

    private static Diagnostics.CodeSignException Invalid(ITaskItem item, string name, string value, string fix) =>
        BuildDiagnostics.InvalidSetting.Exception($"{name} of the CodeSignFile item '{item.ItemSpec}' is '{value}'.", fix);
}
