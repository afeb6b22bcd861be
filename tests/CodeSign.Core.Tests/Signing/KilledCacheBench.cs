using CodeSign.Testing;
using CodeSign.Testing.Host;

namespace CodeSign.Core.Tests.Signing;

/// <summary>Files to sign, a timestamp server, and a cache, for several processes at once.</summary>
internal sealed class KilledCacheBench : IAsyncDisposable
{
    private const int Programs = 6;
    private const int EntriesOfArchive = 3;
    private readonly TimestampServer _server = new();
    private readonly List<(WorkKind Kind, string Source)> _sources = [];

    public KilledCacheBench()
    {
        for (var number = 0; number < Programs; number++)
            Add(WorkKind.File, $"{number}.dll", ContainerBench.Image(number));
        Add(WorkKind.File, "a.nupkg", ContainerBench.Package(("lib/a.dll", ContainerBench.Image(20))));
        Add(WorkKind.File, "b.nupkg", ContainerBench.Package(("lib/b.dll", ContainerBench.Image(21))));
        // A program that is signed by itself too, and one inside of a package.
        Add(WorkKind.Archive, "product.zip", ContainerBench.Zip(
            ("app/0.dll", ContainerBench.Image(0)), ("app/own.dll", ContainerBench.Image(30)), ("readme.txt", "Hello"u8.ToArray()),
            ("c.nupkg", ContainerBench.Package(("lib/c.dll", ContainerBench.Image(31))))));
        Add(WorkKind.Detached, "install.sh", "#!/bin/sh\n"u8.ToArray());
        Add(WorkKind.Detached, "setup.tar", new byte[5000]);
    }

    public TemporaryFolder Folder { get; } = new();

    public string Cache => Folder.File("home", "CodeSign.Build", "signatures");

    /// <summary>How many different contents there are to sign: what stands alone, and what lies in packages and archives and does not.</summary>
    public int Contents => _sources.Count(file => file.Kind != WorkKind.Archive) + EntriesOfArchive;

    /// <summary>How many timestamps were asked for.</summary>
    public int Timestamps => _server.Requests;

    /// <summary>A process that signs all files into a folder of its own.</summary>
    public KilledCacheProcess AddProcess(string name)
    {
        List<(WorkKind, string, string)> files = [.. _sources.Select(file => (file.Kind, file.Source, Destination(name, file)))];
        // What has been signed is published.
        for (var number = 0; number < Programs; number++)
            files.Add((WorkKind.Placed, Folder.File(name, $"{number}.dll"), Folder.File(name, "published", $"{number}.dll")));
        var list = SigningHost.Settings(Folder) with { Cache = Cache, Server = _server.Address, Workspace = Folder.File(name, "work"), Files = files };
        return new KilledCacheProcess(new SigningHost(Folder, $"{name}.txt", list), list);
    }

    public void EmptyCache()
    {
        foreach (var path in Directory.GetFiles(Cache))
            File.Delete(path);
    }

    public void AssertNoLeftovers() =>
        Assert.IsEmpty(Directory.GetFiles(Folder.Path, ".codesign-*", SearchOption.AllDirectories), "Temporary files are left.");

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        Folder.Dispose();
    }

    private void Add(WorkKind kind, string name, byte[] content) => _sources.Add((kind, Folder.Write(Path.Combine("in", name), content)));

    private string Destination(string name, (WorkKind Kind, string Source) file) =>
        Folder.File(name, Path.GetFileName(file.Source) + (file.Kind == WorkKind.Detached ? ".p7s" : ""));
}
