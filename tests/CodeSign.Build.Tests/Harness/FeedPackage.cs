using System.IO.Compression;
using CodeSign.Testing;

namespace CodeSign.Build.Tests;

/// <summary>A package of somebody else, put into the tests' feed: one assembly for net10.0.</summary>
internal static class FeedPackage
{
    private static readonly string Unsigned = typeof(TestIdentities).Assembly.Location;

    /// <summary>Makes a package, version 1.0.0, with an assembly that carries no signature.</summary>
    public static void Add(string id) => Add(id, File.ReadAllBytes(Unsigned));

    /// <summary>Makes a package, version 1.0.0, with an assembly that is no reference: <c>tools/ID.dll</c>.</summary>
    public static void AddTool(string id) => Add(id, $"tools/{id}.dll", File.ReadAllBytes(Unsigned));

    /// <summary>Makes a package, version 1.0.0.</summary>
    /// <param name="id">Its id and the name of its assembly; each test takes its own.</param>
    /// <param name="assembly">The assembly's bytes.</param>
    public static void Add(string id, byte[] assembly) => Add(id, $"lib/net10.0/{id}.dll", assembly);

    /// <summary>Makes a package, version 1.0.0, that takes part in builds by a file of properties, and that its author has signed: by NuGet.</summary>
    /// <param name="id">Its id; each test takes its own.</param>
    /// <param name="solution">Whose timestamp server is asked.</param>
    public static async Task AddSignedAsync(string id, TestSolution solution)
    {
        Add(id, $"build/{id}.props", "<Project />"u8.ToArray());
        var key = TestIdentities.CodeSigningByRoot.WritePfx(solution.File("keys/author.pfx"), "password");
        var result = await solution.DotnetAsync(
            "nuget", "sign", Path.Combine(TestRun.Feed, $"{id}.1.0.0.nupkg"), "--certificate-path", key, "--certificate-password", "password",
            "--timestamper", solution.Timestamps.Address.AbsoluteUri);
        Assert.IsTrue(result.Succeeded, result.ToString());
    }

    private static void Add(string id, string path, byte[] content)
    {
        var file = Path.Combine(TestRun.Feed, $"{id}.1.0.0.nupkg");
        using var archive = ZipFile.Open(file, ZipArchiveMode.Create);
        Write(archive, $"{id}.nuspec", System.Text.Encoding.UTF8.GetBytes(
            $"""
            <package><metadata><id>{id}</id><version>1.0.0</version><authors>Somebody</authors><description>A dependency.</description></metadata></package>
            """));
        Write(archive, path, content);
    }

    /// <summary>An assembly with a timestamped signature of osslsigncode.</summary>
    public static async Task<byte[]> SignedByAsync(TestCertificate certificate, TestSolution solution)
    {
        var key = certificate.WritePem(solution.File("other.pem"));
        var signed = solution.File("other.dll");
        (await OsslSigncode.RunAsync(
            ["sign", "-certs", key, "-key", key, "-h", "sha256", "-ts", solution.Timestamps.Address.AbsoluteUri, "-in", Unsigned, "-out", signed])).EnsureSuccess();
        return File.ReadAllBytes(signed);
    }

    private static void Write(ZipArchive archive, string name, byte[] content)
    {
        using var stream = archive.CreateEntry(name).Open();
        stream.Write(content);
    }
}
