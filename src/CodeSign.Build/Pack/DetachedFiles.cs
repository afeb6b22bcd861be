using System.Security.Cryptography;
using System.Text;
using CodeSign.Build.Files;
using CodeSign.Build.Settings;
using CodeSign.FileSystem;
using CodeSign.Formats.Detached;
using CodeSign.Formats.PortableExecutable;
using CodeSign.Signing;

namespace CodeSign.Build.Pack;

/// <summary>Finds the files that get a signature beside them: by rules, in the package and on disk.</summary>
/// <param name="settings">The packing project's settings.</param>
/// <param name="rules">The rules, in their order: the last that matches decides.</param>
/// <param name="log">Where it is told what was left out.</param>
internal sealed class DetachedFiles(ProjectSettings settings, IReadOnlyList<DetachedRule> rules, TaskLog log)
{
    private readonly PortableExecutableFormat _executables = new();

    /// <summary>Finds them.</summary>
    /// <param name="packed">What goes into the package.</param>
    /// <param name="inputs">What was decided about that.</param>
    /// <exception cref="Diagnostics.CodeSignException">A file that a rule names does not exist.</exception>
    public IReadOnlyList<DetachedFile> Find(IReadOnlyList<InputFile> packed, IReadOnlyList<InputState> inputs)
    {
        if (rules.Count == 0)
            return [];
        var found = new List<DetachedFile>();
        var inPackage = packed.Where(input => File.Exists(input.Path)).ToList();
        AddPacked(found, inPackage, inputs);
        var named = rules.Where(rule => rule is { Path: not null, Rule.Action: FileRuleAction.Sign });
        foreach (var rule in named.DistinctBy(rule => rule.Path, PathNames.Comparer))
            if (!inPackage.Exists(input => rule.Rule.Matches(Candidate(input.Path, input.TargetPath))))
                AddFileOnDisk(found, rule.Path!);

        // A wildcard finds the signatures of the last time, too.
        var signatures = found.Select(file => file.Signature).ToHashSet(PathNames.Comparer);
        return [.. found.Where(file => !signatures.Contains(file.Source))];
    }

    private void AddPacked(List<DetachedFile> found, List<InputFile> packed, IReadOnlyList<InputState> inputs)
    {
        var done = inputs.ToDictionary(input => input.Place);
        foreach (var places in packed.GroupBy(input => input.Path, PathNames.Comparer))
        {
            var matching = places.Where(input => RuleFor(input.Path, input.TargetPath) is not null).ToList();
            if (matching.Count == 0)
                continue;
            // What is signed inside, too, is packed as it is then.
            var source = done.GetValueOrDefault(matching[0].Place)?.Planned?.SignedPath ?? places.Key;
            var file = new DetachedFile(
                source, StagedPath(places.Key), [.. matching.SelectMany(input => input.TargetPaths).Distinct()], true, null);
            Add(found, file, RuleFor(places.Key, matching[0].TargetPath)!);
        }
    }

    private void AddFileOnDisk(List<DetachedFile> found, string path)
    {
        if (!File.Exists(path))
            throw DetachedDiagnostics.FileMissing.Exception(
                $"A CodeSignFile item with Format=\"detached\" names {path}, which is neither there nor in the package.",
                "Make sure that it is built before the package is packed, or correct the name.", settings.Project);
        var name = Path.GetRelativePath(Path.GetDirectoryName(settings.Project)!, path).Replace('\\', '/');
        if (RuleFor(path, name) is not { } rule)
            return;
        var file = new DetachedFile(path, path + DetachedFormat.Extension, [name], false, rule.Rule.Existing);
        Add(found, file, rule);
    }

    private void Add(List<DetachedFile> found, DetachedFile file, DetachedRule rule)
    {
        if (rule.Executables || !IsExecutable(file.Source))
            found.Add(file);
        else
            log.Summary(
                $"CodeSign.Build: {file.Places[0]} carries its signature inside and gets no detached one (Executables=\"true\" makes one).");
    }

    private bool IsExecutable(string path)
    {
        using var file = File.OpenRead(path);
        return _executables.Recognises(file);
    }

    private DetachedRule? RuleFor(string path, string targetPath) =>
        rules.LastOrDefault(rule => rule.Rule.Matches(Candidate(path, targetPath))) is { Rule.Action: FileRuleAction.Sign } rule
            ? rule
            : null;

    private static Candidate Candidate(string path, string targetPath) =>
        new() { Path = path, TargetPath = targetPath, Origin = FileOrigin.Unknown };

    private string StagedPath(string path)
    {
        var folder = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(path)).AsSpan(0, 8));
        return Path.Combine(settings.StateDirectory, "detached", folder, Path.GetFileName(path) + DetachedFormat.Extension);
    }
}
