using System.Security.Cryptography;
using CodeSign.Testing;
using CodeSign.Verification;

namespace CodeSign.Build.Tests.Solutions;

/// <summary>
/// What a run has made of a <see cref="LayeredSolution"/>: every file in the packages and published folders with the digest of what
/// its signature covers and with who signed it. Signatures themselves, and what NuGet makes up anew in each package, are left out: two
/// runs that did the same have the same contents.
/// </summary>
internal sealed class SolutionContents
{
    private readonly SortedDictionary<string, string> _files = new(StringComparer.Ordinal);
    private readonly LayeredSolution _solution;
    private readonly ArtifactVerifier _verifier = new();
    private readonly VerificationOptions _options;

    private SolutionContents(LayeredSolution solution)
    {
        _solution = solution;
        var trust = TrustStore.FromCertificates([TestIdentities.Authority.Root]);
        _options = new VerificationOptions { SignerTrust = trust, TimestampTrust = trust, RequireTimestamp = true, PackageContentDigests = false };
    }

    /// <summary>Reads everything, and fails where a file is not signed by who has to sign it, or a signature is not trusted.</summary>
    public static async Task<SolutionContents> ReadAsync(LayeredSolution solution)
    {
        var contents = new SolutionContents(solution);
        foreach (var part in solution.Parts)
        {
            await contents.ReadPackageAsync(part);
            await contents.ReadPublishedAsync(part);
            contents.ReadBuildOutput(part);
        }

        contents.EnsureNothingElse();
        return contents;
    }

    /// <summary>How many files are signed.</summary>
    public int Signed => _files.Values.Count(file => file.Contains("CN=", StringComparison.Ordinal));

    /// <summary>Fails where the other run has made something else.</summary>
    public void EnsureSame(SolutionContents other)
    {
        var differences = _files.Except(other._files).Select(file => $"then {file}").Concat(other._files.Except(_files).Select(file => $"now {file}"));
        Assert.AreEqual("", string.Join('\n', differences.Take(20)), "Two runs have made different files.");
    }

    private async Task ReadPackageAsync(SolutionPart part)
    {
        if (!part.IsPacked)
            return;
        var package = _solution.Solution.Package($"{part.Name}.1.0.0");
        var signer = package.IsSigned ? await VerifyAsync(File.ReadAllBytes(package.FilePath), package.FilePath) : "";
        Assert.AreEqual(NameOf(part.Key), signer, package.FilePath);
        _files.Add(part.Name, signer);
        foreach (var entry in package.Entries.Where(entry => !IsMadeUp(entry)))
            await AddAsync($"{part.Name}!{entry}", package.Read(entry), SignerIn(part, entry));
        foreach (var name in part.PackedAssemblies)
            Assert.Contains(entry => entry.EndsWith($"/{name}.dll", StringComparison.Ordinal), package.Entries, $"{package.FilePath} lacks {name}.");
    }

    private async Task ReadPublishedAsync(SolutionPart part)
    {
        if (!Directory.Exists(part.PublishFolder))
            return;
        foreach (var file in Directory.EnumerateFiles(part.PublishFolder, "*", SearchOption.AllDirectories))
            if (!file.EndsWith(".codesign.json", StringComparison.Ordinal))
                await AddAsync(NameOf(file), File.ReadAllBytes(file), part.Key is null ? null : SignerIn(part, file));
    }

    // What is packed signed is signed in obj and bin, by its own key; all else is as the compiler made it.
    private void ReadBuildOutput(SolutionPart part)
    {
        var signer = part.IsPacked ? NameOf(part.Key) : "";
        foreach (var path in part.BuildOutputs)
        {
            var signature = Authenticode.Read(path);
            Assert.AreEqual(signer, signature?.Signer.Subject ?? "", path);
            Assert.IsFalse(signature is { HasNested: true }, path);
            _files.Add(NameOf(path), $"{Authenticode.ContentDigest(File.ReadAllBytes(path))} {signer}");
        }
    }

    private void EnsureNothingElse()
    {
        var packed = _solution.Parts.Where(part => part.IsPacked).ToList();
        _solution.Solution.EnsureOutput(
        [
            .. packed.Select(part => $"{part.Name}.1.0.0.nupkg"),
            .. packed.Where(part => part.Key is not null).Select(part => $"{part.Name}.1.0.0.codesign.json"),
        ]);
        var leftovers = Directory.EnumerateFiles(_solution.Solution.Folder, ".codesign-*", SearchOption.AllDirectories);
        Assert.AreEqual("", string.Join('\n', leftovers), "Temporary files are left.");
    }

    /// <summary>Adds a file; <paramref name="signer"/> is who must have signed it, and <see langword="null"/> where that is not known.</summary>
    private async Task AddAsync(string name, byte[] content, string? signer)
    {
        if (!Authenticode.IsPortableExecutable(content))
        {
            _files.Add(name, Convert.ToHexStringLower(SHA256.HashData(content)));
            return;
        }

        var found = Authenticode.Read(content) is null ? "" : await VerifyAsync(content, name);
        if (signer is not null)
            Assert.AreEqual(signer, found, $"{name} is signed by another than has to sign it.");
        _files.Add(name, $"{Authenticode.ContentDigest(content)} {found}");
    }

    private async Task<string> VerifyAsync(byte[] file, string name)
    {
        var result = await _verifier.VerifyAsync(new MemoryStream(file), _options, CancellationToken.None);
        Assert.AreEqual(Verdict.Trusted, result.Verdict, $"{name}: {result.Failure}");
        Assert.HasCount(1, result.Signatures, $"{name} is signed more than once.");
        return result.Signatures[0].Signer!.Subject;
    }

    private string SignerIn(SolutionPart part, string path)
    {
        var name = Path.GetFileNameWithoutExtension(path);
        var shipped = _solution.Parts.FirstOrDefault(other => other.Name == name);
        return NameOf(part.SignerOf(shipped));
    }

    private string NameOf(string path) => Path.GetRelativePath(_solution.Solution.Folder, path);

    private static string NameOf(TestCertificate? certificate) => certificate?.Certificate.Subject ?? "";

    private static bool IsMadeUp(string entry) =>
        entry is ".signature.p7s" or "_rels/.rels" || entry.EndsWith(".psmdcp", StringComparison.Ordinal);
}
