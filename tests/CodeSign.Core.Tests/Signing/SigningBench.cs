using CodeSign.Core.Tests.Formats.PortableExecutable;
using CodeSign.Formats.PortableExecutable;
using CodeSign.Keys;
using CodeSign.Signing;
using CodeSign.Testing;
using CodeSign.Timestamping;

namespace CodeSign.Core.Tests.Signing;

/// <summary>A folder with files to sign, and an engine with a counted key.</summary>
internal sealed class SigningBench : IDisposable
{
    private readonly CountingSigningKey _key = TestIdentities.CodeSigning.CreateSigningKey();

    public TemporaryFolder Folder { get; } = new();

    public FakeInspector Inspector { get; } = new();

    public RecordingLog Log { get; } = new();

    public int KeyOperations => _key.Count;

    public SigningEngine Engine(int parallelism = 2, int timestamps = 128) => new(new SigningEngineOptions
    {
        Formats = [new PortableExecutableFormat()],
        Inspector = Inspector,
        Log = Log,
        MaxParallelism = parallelism,
        MaxTimestamps = timestamps,
    });

    /// <summary>A profile of the tests' certificate; the identity lives as long as the process, as the certificate does.</summary>
    public SigningProfile Profile(ITimestampAuthority? timestamps = null, Action<int>? beforeKey = null) => new()
    {
        Signer = new SigningIdentity(TestIdentities.CodeSigning.Chain, new FaultyKey(_key, beforeKey ?? (_ => { })), KeyKind.File),
        Timestamps = timestamps,
    };

    /// <summary>Writes a PE; another number gives another content of the same length.</summary>
    public string Image(string name, int number = 0)
    {
        var image = new TestImage().Build();
        TestImage.Put32(image, image.Length - 4, (uint)number);
        return Folder.Write(name, image);
    }

    /// <summary>Jobs for a number of different PEs, from in/ to out/, where old files stand.</summary>
    public IReadOnlyList<SigningJob> Jobs(int count, SigningProfile profile)
    {
        var jobs = new List<SigningJob>(count);
        for (var index = 0; index < count; index++)
        {
            Directory.CreateDirectory(Folder.Folder($"in{index % 3}"));
            Directory.CreateDirectory(Folder.Folder($"out{index % 3}"));
            var source = Image(Path.Combine($"in{index % 3}", $"{index}.dll"), index);
            var destination = Folder.Write(Path.Combine($"out{index % 3}", $"{index}.dll"), $"old {index}");
            jobs.Add(new SigningJob(source, destination, profile));
        }
        return jobs;
    }

    public static void AssertUntouched(IEnumerable<SigningJob> jobs)
    {
        foreach (var (job, index) in jobs.Select((job, index) => (job, index)))
            Assert.AreEqual($"old {index}", File.ReadAllText(job.Destination));
    }

    /// <summary>Nothing of the engine's own is left anywhere.</summary>
    public void AssertNoLeftovers() => Assert.IsEmpty(Directory.GetFiles(Folder.Path, ".codesign-*", SearchOption.AllDirectories));

    public void Dispose() => Folder.Dispose();
}
