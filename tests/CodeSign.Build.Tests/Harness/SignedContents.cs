using System.IO.Compression;
using System.Security.Cryptography;
using CodeSign.Testing;
using CodeSign.Verification;

namespace CodeSign.Build.Tests;

/// <summary>
/// What builds have made: each file, in packages and archives too, with the digest of what its signature covers and with who signed it.
/// Signatures themselves, and what NuGet makes up anew in each package, are left out: two builds that did the same have the same
/// contents. Every signature must be trusted, with a timestamp, and the only one in its file.
/// </summary>
internal sealed class SignedContents
{
    private static readonly TrustStore Trust = TrustStore.FromCertificates([TestIdentities.Authority.Root]);
    private static readonly VerificationOptions Options = new()
    {
        SignerTrust = Trust,
        TimestampTrust = Trust,
        RequireTimestamp = true,
        PackageContentDigests = false,
    };

    private readonly SortedDictionary<string, string> _files = new(StringComparer.Ordinal);
    private readonly ArtifactVerifier _verifier = new();

    /// <summary>How many files are signed.</summary>
    public int Signed => _files.Values.Count(file => file.Contains("CN=", StringComparison.Ordinal));

    /// <summary>Fails where the other builds have made something else.</summary>
    public void EnsureSame(SignedContents other)
    {
        var differences = _files.Except(other._files).Select(file => $"then {file}").Concat(other._files.Except(_files).Select(file => $"now {file}"));
        Assert.AreEqual("", string.Join('\n', differences.Take(20)), "Two runs have made different files.");
    }

    /// <summary>Fails where files are not among these, or are, but neither unsigned nor signed as here.</summary>
    public void EnsureHolds(SignedContents part)
    {
        var strange = part._files.Where(file => !_files.TryGetValue(file.Key, out var known) || file.Value != known && !known.StartsWith($"{file.Value}CN=", StringComparison.Ordinal));
        Assert.AreEqual("", string.Join('\n', strange), "There are other files than were to be made.");
    }

    /// <summary>Adds a file, and what is in it where it is a package or an archive.</summary>
    /// <param name="name">What to call it.</param>
    /// <param name="content">Its bytes.</param>
    /// <param name="signerOf">
    /// Gives the subject of the certificate that must have signed a program or package, by its name; an empty text where nobody may have,
    /// and <see langword="null"/> where that is not known.
    /// </param>
    public async Task AddAsync(string name, byte[] content, Func<string, string?> signerOf)
    {
        var isPackage = name.EndsWith(".nupkg", StringComparison.Ordinal);
        if (isPackage || name.EndsWith(".zip", StringComparison.Ordinal))
            await AddEntriesAsync(name, content, signerOf);
        if (isPackage)
            _files.Add(name, await SignerAsync(name, content, signerOf));
        else if (Authenticode.IsPortableExecutable(content))
            _files.Add(name, $"{Authenticode.ContentDigest(content)} {await SignerAsync(name, content, signerOf)}");
        else if (!name.EndsWith(".zip", StringComparison.Ordinal))
            _files.Add(name, Convert.ToHexStringLower(SHA256.HashData(content)));
    }

    /// <summary>Adds a program whose content is another one each time, since signed files are part of it.</summary>
    public async Task AddBundleAsync(string name, byte[] content, string signer) => _files.Add(name, await SignerAsync(name, content, _ => signer));

    /// <summary>Adds the signature that stands beside a file.</summary>
    public async Task AddDetachedAsync(string name, string content, string signature)
    {
        var result = await _verifier.VerifyDetachedAsync(content, signature, Options, CancellationToken.None);
        _files.Add(name, SignerOf(name, result));
    }

    private async Task AddEntriesAsync(string name, byte[] content, Func<string, string?> signerOf)
    {
        using var archive = new ZipArchive(new MemoryStream(content));
        foreach (var entry in archive.Entries.Where(entry => !IsMadeUp(entry.FullName)))
        {
            using var stream = entry.Open();
            using var bytes = new MemoryStream();
            stream.CopyTo(bytes);
            await AddAsync($"{name}!{entry.FullName}", bytes.ToArray(), signerOf);
        }
    }

    private async Task<string> SignerAsync(string name, byte[] content, Func<string, string?> signerOf)
    {
        var result = await _verifier.VerifyAsync(new MemoryStream(content), Options, CancellationToken.None);
        var signer = result.Verdict == Verdict.Unsigned ? "" : SignerOf(name, result);
        if (signerOf(name) is { } expected)
            Assert.AreEqual(expected, signer, $"{name} is signed by another than has to sign it.");
        return signer;
    }

    private static string SignerOf(string name, VerificationResult result)
    {
        Assert.AreEqual(Verdict.Trusted, result.Verdict, $"{name}: {result.Failure}");
        Assert.HasCount(1, result.Signatures, $"{name} is signed more than once.");
        Assert.IsEmpty(result.Signatures[0].Nested, $"{name} is signed more than once.");
        return result.Signatures[0].Signer!.Subject;
    }

    private static bool IsMadeUp(string entry) =>
        entry is ".signature.p7s" or "_rels/.rels" || entry.EndsWith(".psmdcp", StringComparison.Ordinal);
}
