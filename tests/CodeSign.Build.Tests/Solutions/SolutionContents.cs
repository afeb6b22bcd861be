using CodeSign.Testing;

namespace CodeSign.Build.Tests.Solutions;

/// <summary>
/// Reads what a run has made of a <see cref="LayeredSolution"/>, and fails where a file is not signed by who has to sign it: its own
/// project if that has a key, and otherwise the one that ships it.
/// </summary>
internal sealed class SolutionContents
{
    private readonly SignedContents _contents = new();
    private readonly LayeredSolution _layered;

    private SolutionContents(LayeredSolution layered) => _layered = layered;

    private TestSolution Solution => _layered.Solution;

    /// <summary>Reads all packages, published folders, and what was built.</summary>
    public static async Task<SignedContents> ReadAsync(LayeredSolution layered)
    {
        var reader = new SolutionContents(layered);
        foreach (var part in layered.Parts)
        {
            await reader.ReadPackageAsync(part);
            await reader.ReadPublishedAsync(part);
            await reader.ReadBuildOutputAsync(part);
        }

        reader.EnsureNothingElse();
        return reader._contents;
    }

    private async Task ReadPackageAsync(SolutionPart part)
    {
        if (!part.IsPacked)
            return;
        var package = Solution.Package($"{part.Name}.1.0.0");
        await AddAsync(package.FilePath, file => Subject(part.SignerOf(PartOf(file))));
        foreach (var name in part.PackedAssemblies)
            Assert.Contains(entry => entry.EndsWith($"/{name}.dll", StringComparison.Ordinal), package.Entries, $"{package.FilePath} lacks {name}.");
    }

    // What is published unsigned may have been signed by the pack before.
    private async Task ReadPublishedAsync(SolutionPart part)
    {
        if (!Directory.Exists(part.PublishFolder))
            return;
        foreach (var file in Directory.EnumerateFiles(part.PublishFolder, "*", SearchOption.AllDirectories))
            if (!Path.GetFileName(file).Contains(".codesign.json", StringComparison.Ordinal))
                await AddAsync(file, name => part.Key is null ? null : Subject(part.SignerOf(PartOf(name))));
    }

    // What is packed signed is signed in obj and bin, by its own key; all else is as the compiler made it.
    private async Task ReadBuildOutputAsync(SolutionPart part)
    {
        foreach (var path in part.BuildOutputs)
            await AddAsync(path, _ => part.IsPacked ? Subject(part.Key) : "");
    }

    private Task AddAsync(string path, Func<string, string?> signerOf) =>
        _contents.AddAsync(Path.GetRelativePath(Solution.Folder, path).Replace('\\', '/'), File.ReadAllBytes(path), signerOf);

    private void EnsureNothingElse()
    {
        var packed = _layered.Parts.Where(part => part.IsPacked).ToList();
        Solution.EnsureOutput(
        [
            .. packed.Select(part => $"{part.Name}.1.0.0.nupkg"),
            .. packed.Where(part => part.Key is not null).Select(part => $"{part.Name}.1.0.0.codesign.json"),
        ]);
        Solution.EnsureNothingLeft();
    }

    private SolutionPart? PartOf(string file) => _layered.Parts.FirstOrDefault(part => part.Name == Path.GetFileNameWithoutExtension(file));

    private static string Subject(TestCertificate? certificate) => certificate?.Certificate.Subject ?? "";
}
