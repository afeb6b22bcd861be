using System.IO.Compression;
using System.Security.Cryptography.Pkcs;
using CodeSign.Testing;

namespace CodeSign.Build.Tests;

/// <summary>A package, looked into without the product's code.</summary>
internal sealed class PackageFile
{
    private const string Signature = ".signature.p7s";
    private readonly Dictionary<string, byte[]> _entries;

    private PackageFile(string path, Dictionary<string, byte[]> entries)
    {
        FilePath = path;
        _entries = entries;
    }

    /// <summary>The package's file.</summary>
    public string FilePath { get; }

    /// <summary>The names of all entries.</summary>
    public IEnumerable<string> Entries => _entries.Keys;

    /// <summary>The names of the PE files in it, in order.</summary>
    public IReadOnlyList<string> PortableExecutables =>
        [.. _entries.Where(e => Authenticode.IsPortableExecutable(e.Value)).Select(e => e.Key).Order(StringComparer.Ordinal)];

    /// <summary>Whether it carries a package signature.</summary>
    public bool IsSigned => _entries.ContainsKey(Signature);

    /// <summary>The package signature's SignerInfo.</summary>
    public SignerInfo Signer
    {
        get
        {
            Assert.IsTrue(IsSigned, $"{FilePath} carries no signature.");
            var signed = new SignedCms();
            signed.Decode(_entries[Signature]);
            return signed.SignerInfos[0];
        }
    }

    /// <summary>Reads a package, which may be changed or deleted afterwards.</summary>
    public static PackageFile Open(string path)
    {
        using var archive = ZipFile.OpenRead(path);
        var entries = new Dictionary<string, byte[]>();
        foreach (var entry in archive.Entries)
        {
            using var content = entry.Open();
            using var bytes = new MemoryStream();
            content.CopyTo(bytes);
            entries.Add(entry.FullName, bytes.ToArray());
        }

        return new PackageFile(path, entries);
    }

    /// <summary>The bytes of an entry.</summary>
    public byte[] Read(string entry) => _entries.TryGetValue(entry, out var content)
        ? content
        : throw new AssertFailedException($"{FilePath} has no entry {entry}, but {string.Join(", ", Entries)}.");

    /// <summary>Writes an entry to a file and gives the file's path.</summary>
    public string Extract(string entry, string path)
    {
        File.WriteAllBytes(path, Read(entry));
        return path;
    }

    /// <summary>The text of the nuspec.</summary>
    public string Nuspec => System.Text.Encoding.UTF8.GetString(_entries.Single(e => e.Key.EndsWith(".nuspec", StringComparison.Ordinal)).Value);

    /// <summary>The Authenticode signature of an entry, or <see langword="null"/>.</summary>
    public Authenticode? SignatureOf(string entry) => Authenticode.Read(Read(entry));

    /// <summary>Fails unless these are its PE files and each of them carries a signature of the tests' certificate with a timestamp.</summary>
    public PackageFile EnsureSigned(params string[] portableExecutables)
    {
        Assert.AreEqual(Lines(portableExecutables), Lines(PortableExecutables), $"Other PE files in {FilePath} than expected.");
        foreach (var entry in PortableExecutables)
        {
            var signature = SignatureOf(entry);
            Assert.AreEqual(TestIdentities.CodeSigning.Certificate, signature?.Signer, entry);
            Assert.IsTrue(signature!.HasTimestamp, $"{entry} carries no timestamp.");
        }

        Assert.IsTrue(IsSigned, $"{FilePath} carries no signature.");
        return this;
    }

    /// <summary>
    /// Fails unless tools of others accept all signatures: <c>dotnet nuget verify --all</c> that of the package, and osslsigncode those
    /// of the PE files in it.
    /// </summary>
    public async Task<PackageFile> VerifyAsync()
    {
        (await TestRun.Sdk.VerifyPackageAsync(FilePath)).EnsureSuccess();
        using var folder = new TemporaryFolder();
        var roots = TestIdentities.Authority.WriteRoot(folder.File("roots.pem"));
        foreach (var entry in PortableExecutables)
        {
            var result = (await OsslSigncode.VerifyAsync(folder.Write("file", Read(entry)), roots)).EnsureSuccess();
            Assert.IsTrue(result.AllOutput.Contains("Timestamp Server Signature verification: ok", StringComparison.Ordinal), result.AllOutput);
        }

        return this;
    }

    private static string Lines(IEnumerable<string> names) => string.Join('\n', names.Order(StringComparer.Ordinal));
}
