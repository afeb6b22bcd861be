using System.IO.Compression;
using System.Xml;
using CodeSign.Diagnostics;

namespace CodeSign.Signing;

/// <summary>Reads what a package's .nuspec says, with no DTD, no external entity and a bound on its size.</summary>
internal static class NuspecReader
{
    private const long MaxLength = 1024 * 1024;

    private static readonly XmlReaderSettings Settings = new()
    {
        Async = true,
        CloseInput = false,
        DtdProcessing = DtdProcessing.Prohibit,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
        IgnoreWhitespace = true,
        MaxCharactersFromEntities = 1024,
        MaxCharactersInDocument = MaxLength,
        XmlResolver = null,
    };

    public static async Task<PackageIdentity> ReadAsync(ZipArchive archive, string path, CancellationToken cancellationToken)
    {
        var entry = FindEntry(archive, path);
        try
        {
            await using var content = await entry.OpenAsync(cancellationToken);
            using var reader = XmlReader.Create(content, Settings);
            return await ReadAsync(reader, path, cancellationToken);
        }
        catch (XmlException e)
        {
            throw Bad(path, $"{entry.FullName} is no well-formed XML: {e.Message}", e);
        }
    }

    private static ZipArchiveEntry FindEntry(ZipArchive archive, string path)
    {
        var entries = archive.Entries
            .Where(e => !e.FullName.Contains('/', StringComparison.Ordinal) && e.FullName.EndsWith(".nuspec", StringComparison.OrdinalIgnoreCase))
            .ToList();
        if (entries.Count != 1)
            throw Bad(path, $"it has {entries.Count} .nuspec files at its root, and must have exactly one.");
        if (entries[0].Length > MaxLength)
            throw Bad(path, $"{entries[0].FullName} has {entries[0].Length} bytes; more than {MaxLength} are not read.");
        return entries[0];
    }

    /// <summary>Reads the children of /package/metadata, in whatever namespace the schema's version has.</summary>
    private static async Task<PackageIdentity> ReadAsync(XmlReader reader, string path, CancellationToken cancellationToken)
    {
        string? id = null, version = null;
        var identity = new PackageIdentity { Id = "", Version = "" };
        var inMetadata = false;
        while (!reader.EOF)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (reader.NodeType == XmlNodeType.Element && reader.Depth == 1)
                inMetadata = reader.LocalName == "metadata";

            if (reader.NodeType != XmlNodeType.Element || reader.Depth != 2 || !inMetadata)
            {
                await reader.ReadAsync();
            }
            else if (reader.LocalName == "id")
            {
                id ??= (await reader.ReadElementContentAsStringAsync()).Trim();
            }
            else if (reader.LocalName == "version")
            {
                version ??= (await reader.ReadElementContentAsStringAsync()).Trim();
            }
            else
            {
                if (reader.LocalName == "repository")
                    identity = WithRepository(identity, reader);
                await reader.SkipAsync();
            }
        }
        if (string.IsNullOrEmpty(id) || string.IsNullOrEmpty(version))
            throw Bad(path, "its .nuspec has no id, or no version.");
        return identity with
        {
            Id = id,
            Version = NuGetVersion.Normalize(version) ?? throw Bad(path, $"'{version}' is no version that NuGet knows."),
        };
    }

    private static PackageIdentity WithRepository(PackageIdentity identity, XmlReader reader) => identity with
    {
        RepositoryType = Attribute(reader, "type"),
        RepositoryUrl = WithoutUserInfo(Attribute(reader, "url")),
        RepositoryCommit = Attribute(reader, "commit"),
        RepositoryBranch = Attribute(reader, "branch"),
    };

    private static string? Attribute(XmlReader reader, string name) =>
        reader.GetAttribute(name)?.Trim() is { Length: > 0 } value ? value : null;

    private static string? WithoutUserInfo(string? url) => url is null ? null : PublicAddress.Of(url);

    private static CodeSignException Bad(string path, string cause, Exception? inner = null) => PackageDiagnostics.BadNuspec.Exception(
        $"The package {path} says not what it is: {cause}", "Delete it and pack again with NuGet's own targets.", path, inner);
}
