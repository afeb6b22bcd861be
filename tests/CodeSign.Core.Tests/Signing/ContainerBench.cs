using System.IO.Compression;
using CodeSign.Core.Tests.Formats.NuGetPackage;
using CodeSign.Core.Tests.Formats.PortableExecutable;
using CodeSign.Formats;
using CodeSign.Formats.Containers;
using CodeSign.Signing;
using CodeSign.Testing;
using CodeSign.Verification;

namespace CodeSign.Core.Tests.Signing;

/// <summary>Archives to sign, with the real formats and the real reader, and a counted key.</summary>
internal sealed class ContainerBench : IDisposable, IEntryOwners
{
    private readonly SignatureFormats _formats = new();
    private readonly ContainerWorkspace _workspace;
    private readonly SignatureInspector _inspector;

    public ContainerBench()
    {
        Directory.CreateDirectory(Folder.Folder("out"));
        _workspace = ContainerWorkspace.Open(Folder.Folder("work"));
        Profile = Bench.Profile();
        _inspector = new SignatureInspector(
            new ArtifactVerifier(), TrustStore.FromCertificates([TestIdentities.Authority.Root, TestIdentities.Stranger.Root]), TrustStore.Empty);
    }

    public SigningBench Bench { get; } = new();

    public TemporaryFolder Folder => Bench.Folder;

    public SigningProfile Profile { get; }

    public ContainerLimits Limits { get; set; } = new();

    /// <summary>Whose the entries are, by their names.</summary>
    public Dictionary<string, FileOrigin> Owners { get; } = new()
    {
        ["ours.dll"] = FileOrigin.Own,
        ["vendor.dll"] = FileOrigin.Package("Vendor", "1.0.0"),
    };

    public ValueTask<EntryOwner> FindAsync(string name, string path, string sha256, CancellationToken cancellationToken) =>
        ValueTask.FromResult(new EntryOwner(Owners.GetValueOrDefault(name, FileOrigin.Unknown)));

    /// <summary>A PE; another number gives another content.</summary>
    public static byte[] Image(int number = 0, int size = 0x200)
    {
        var image = new TestImage { SectionSize = size }.Build();
        TestImage.Put32(image, image.Length - 4, (uint)number);
        return image;
    }

    public static byte[] Zip(params (string Name, byte[] Content)[] files)
    {
        using var memory = new MemoryStream();
        using (var zip = new ZipArchive(memory, ZipArchiveMode.Create, leaveOpen: true))
            foreach (var (name, content) in files)
                TestPackage.Add(zip, name, content);
        return memory.ToArray();
    }

    public static byte[] Package(params (string Name, byte[] Content)[] files) => TestPackage.Build(add: zip =>
    {
        foreach (var (name, content) in files)
            TestPackage.Add(zip, name, content);
    });

    public Task<SigningPlan> PlanAsync(byte[] archive, params FileRule[] rules) => PlanAsync("dist/product.zip", archive, rules);

    public Task<SigningPlan> PlanAsync(string target, byte[] archive, params FileRule[] rules) => PlanAsync(
        [new Candidate { Path = Folder.Write(Path.GetFileName(target), archive), TargetPath = target, Origin = FileOrigin.Unknown }],
        [new FileRule(target, FileRuleAction.Sign), .. rules]);

    public Task<SigningPlan> PlanAsync(IReadOnlyList<Candidate> candidates, IReadOnlyList<FileRule> rules) => SigningPlan.CreateAsync(
        candidates, new SigningPlanOptions
        {
            Formats = [_formats.PortableExecutable],
            Profile = Profile,
            Inspector = _inspector,
            Rules = rules,
            Containers = new ContainerOptions
            {
                Workspace = _workspace,
                Owners = this,
                PackageFormat = _formats.NuGetPackage,
                PackageProfile = Profile,
                Limits = Limits,
            },
        }, CancellationToken.None);

    /// <summary>Does what was planned, into the folder <c>out</c>.</summary>
    public Task<IReadOnlyList<SignedFile>> SignAsync(SigningPlan plan) => new SigningEngine(new SigningEngineOptions
    {
        Formats = _formats.All,
        Inspector = _inspector,
        Log = Bench.Log,
        MaxParallelism = 2,
    }).SignAsync(
        [.. plan.Files.Where(file => file.Changes).Select(file => file.ToJob(Folder.File("out", Path.GetFileName(file.Candidate.TargetPath))))],
        CancellationToken.None);

    /// <summary>Reads an entry of an archive, through archives in it.</summary>
    public static byte[] Read(byte[] archive, params string[] path)
    {
        foreach (var name in path)
        {
            using var zip = new ZipArchive(new MemoryStream(archive));
            using var stream = zip.GetEntry(name)!.Open();
            using var memory = new MemoryStream();
            stream.CopyTo(memory);
            archive = memory.ToArray();
        }

        return archive;
    }

    public void Dispose()
    {
        _workspace.Dispose();
        Bench.Dispose();
    }
}
