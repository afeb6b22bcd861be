using System.IO.Compression;
using System.Text;

namespace CodeSign.Core.Tests.Formats.NuGetPackage;

/// <summary>Small packages, written by .NET's own zip writer.</summary>
internal static class TestPackage
{
    public const string Manifest = """
        <package xmlns="http://schemas.microsoft.com/packaging/2012/06/nuspec.xsd"><metadata>
        <id>Sample</id><version>1.0.0</version><authors>me</authors><description>A sample.</description></metadata></package>
        """;

    /// <summary>A package with its manifest and so many further files.</summary>
    public static byte[] Build(int files = 2, string? comment = null, Action<ZipArchive>? add = null)
    {
        using var memory = new MemoryStream();
        using (var zip = new ZipArchive(memory, ZipArchiveMode.Create, leaveOpen: true))
        {
            Add(zip, "Sample.nuspec", Encoding.UTF8.GetBytes(Manifest));
            for (var i = 0; i < files; i++)
                Add(zip, $"content/file{i}.txt", Encoding.UTF8.GetBytes(string.Join(' ', Enumerable.Range(0, 100 + i))));
            add?.Invoke(zip);
            if (comment is not null)
                zip.Comment = comment;
        }

        return memory.ToArray();
    }

    /// <summary>An archive with just these files.</summary>
    public static byte[] Archive(params (string Name, string Content)[] files)
    {
        using var memory = new MemoryStream();
        using (var zip = new ZipArchive(memory, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in files)
                Add(zip, name, Encoding.UTF8.GetBytes(content));
        }

        return memory.ToArray();
    }

    public static void Add(ZipArchive zip, string name, byte[] content, CompressionLevel level = CompressionLevel.Optimal)
    {
        using var stream = zip.CreateEntry(name, level).Open();
        stream.Write(content);
    }
}
