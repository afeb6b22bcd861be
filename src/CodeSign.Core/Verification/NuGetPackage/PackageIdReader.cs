using System.IO.Compression;
using System.Xml;

namespace CodeSign.Verification.NuGetPackage;

/// <summary>Reads what a package calls itself, with no DTD, no external entity and a bound on its size.</summary>
internal static class PackageIdReader
{
    private const int MostLength = 1024 * 1024;

    private static XmlReaderSettings Settings => new()
    {
        CloseInput = false,
        DtdProcessing = DtdProcessing.Prohibit,
        MaxCharactersFromEntities = 1024,
        MaxCharactersInDocument = MostLength,
        XmlResolver = null,
    };

    /// <summary>The id in the package's only .nuspec; <see langword="null"/> where it does not say one.</summary>
    public static string? TryRead(Stream package)
    {
        try
        {
            package.Position = 0;
            using var archive = new ZipArchive(package, ZipArchiveMode.Read, leaveOpen: true);
            var specifications = archive.Entries.Where(entry => IsSpecification(entry.FullName)).ToList();
            if (specifications is not [{ Length: <= MostLength } only])
                return null;

            using var content = only.Open();
            using var reader = XmlReader.Create(content, Settings);
            return ReadId(reader);
        }
        catch (Exception e) when (e is InvalidDataException or XmlException)
        {
            return null;
        }
    }

    /// <summary>Whether an archive says that it is a package: by a .nuspec, or by a package's signature.</summary>
    public static bool IsPackage(ZipArchive archive) =>
        archive.Entries.Any(entry => MarksPackage(entry.FullName));

    /// <summary>Whether an archive with an entry of this name says that it is a package.</summary>
    public static bool MarksPackage(string name) => IsSpecification(name) || name == ".signature.p7s";

    private static bool IsSpecification(string name) =>
        !name.Contains('/', StringComparison.Ordinal) && name.EndsWith(".nuspec", StringComparison.OrdinalIgnoreCase);

    /// <summary>/package/metadata/id, in whatever namespace the schema's version has.</summary>
    private static string? ReadId(XmlReader reader)
    {
        var inMetadata = false;
        while (reader.Read())
        {
            if (reader is { NodeType: XmlNodeType.Element, Depth: 1 })
                inMetadata = reader.LocalName == "metadata";
            if (inMetadata && reader is { NodeType: XmlNodeType.Element, Depth: 2, LocalName: "id" })
                return reader.ReadElementContentAsString().Trim() is { Length: > 0 } id ? id : null;
        }

        return null;
    }
}
