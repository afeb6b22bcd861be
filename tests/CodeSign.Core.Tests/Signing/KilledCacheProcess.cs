using System.IO.Compression;
using CodeSign.Testing;
using CodeSign.Testing.Host;
using CodeSign.Verification;

namespace CodeSign.Core.Tests.Signing;

/// <summary>One of the processes of a <see cref="KilledCacheBench"/>, and what it puts out.</summary>
/// <param name="host">The process.</param>
/// <param name="list">What it does.</param>
internal sealed class KilledCacheProcess(SigningHost host, WorkList list)
{
    private const string Old = "old";

    private static readonly TrustStore Trust = TrustStore.FromCertificates([TestIdentities.Authority.Root]);
    private static readonly VerificationOptions Options = new()
    {
        SignerTrust = Trust,
        TimestampTrust = Trust,
        RequireTimestamp = true,
        ExpectedSigner = TestIdentities.CodeSigning.Certificate,
    };

    private readonly ArtifactVerifier _verifier = new();

    public SigningHost Host { get; } = host;

    public int Outputs => Files.Count;

    private IReadOnlyList<(WorkKind Kind, string Source, string Destination)> Files { get; } = list.Files;

    /// <summary>Lets an old file stand where each output will.</summary>
    public void PutOldFiles()
    {
        foreach (var (_, _, destination) in Files)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(destination)!);
            File.WriteAllText(destination, Old);
        }
    }

    /// <summary>Does the work in this process.</summary>
    public async Task RunAsync()
    {
        var log = new RecordingLog();
        using var work = new SigningWork(list, log);
        await work.OpenAsync(CancellationToken.None);
        await work.RunAsync(CancellationToken.None);
        Assert.AreEqual("", string.Join('\n', log.Diagnostics), "The run after a kill complains.");
    }

    public async Task AssertAllSignedAsync() => Assert.AreEqual(0, await AssertOldOrSignedAsync(), "Outputs are still old.");

    /// <summary>Gives the number of old outputs.</summary>
    public async Task<int> AssertOldOrSignedAsync()
    {
        var old = 0;
        foreach (var (kind, source, destination) in Files)
        {
            if (await File.ReadAllTextAsync(destination) == Old)
                old++;
            else if (kind == WorkKind.Archive)
                await AssertArchiveAsync(destination);
            else if (kind == WorkKind.Detached)
                AssertTrusted(destination, await _verifier.VerifyDetachedAsync(source, destination, Options, CancellationToken.None));
            else
                AssertTrusted(destination, await _verifier.VerifyAsync(destination, Options, CancellationToken.None));
        }

        return old;
    }

    public void AssertSameFilesAs(KilledCacheProcess other)
    {
        foreach (var (mine, theirs) in Files.Zip(other.Files))
            CollectionAssert.AreEqual(File.ReadAllBytes(theirs.Destination), File.ReadAllBytes(mine.Destination), mine.Destination);
    }

    private async Task AssertArchiveAsync(string path)
    {
        using var zip = ZipFile.OpenRead(path);
        foreach (var entry in zip.Entries.Where(entry => entry.Name.EndsWith(".dll", StringComparison.Ordinal) || entry.Name.EndsWith(".nupkg", StringComparison.Ordinal)))
        {
            using var content = new MemoryStream();
            using (var stream = entry.Open())
                stream.CopyTo(content);
            AssertTrusted($"{path}!{entry}", await _verifier.VerifyAsync(content, Options, CancellationToken.None));
        }
    }

    private static void AssertTrusted(string file, VerificationResult result) =>
        Assert.AreEqual(Verdict.Trusted, result.Verdict, $"{file}: {result.Failure}");
}
