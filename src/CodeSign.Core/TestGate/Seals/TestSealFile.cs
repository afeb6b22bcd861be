using System.Text.Json;
using CodeSign.Diagnostics;
using CodeSign.Formats.Detached;
using CodeSign.Signing;

namespace CodeSign.TestGate.Seals;

/// <summary>Seals as files.</summary>
public static class TestSealFile
{
    private const int MaxLength = 16 * 1024 * 1024;

    /// <summary>Where the signature of a seal stands: beside it.</summary>
    /// <param name="seal">Path of the seal.</param>
    public static string SignatureOf(string seal) => seal + DetachedFormat.Extension;

    /// <summary>
    /// Writes the list of results and evidence, without its signature; a signature that stands there for another list is removed.
    /// </summary>
    /// <param name="files">Full paths of results and evidence; other files are passed over.</param>
    /// <param name="path">Full path of the seal.</param>
    /// <param name="created">The time, UTC.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>The list.</returns>
    /// <exception cref="CodeSignException">There are no results, a file can't be read, or the seal can't be written.</exception>
    public static async Task<TestSeal> WriteAsync(
        IReadOnlyList<string> files, string path, DateTimeOffset created, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(files);
        if (!files.Any(TestFiles.IsResults))
            throw TestGateDiagnostics.NoResults.Exception(
                $"There is no file of test results (*{TestFiles.ResultsSuffix}) among what is to be sealed ({Quantity.Of(files.Count, "file")}).",
                "Run the tests first, with a TRX report, and name the folder that it lies in.");
        var seal = new TestSeal
        {
            SchemaVersion = TestSeal.CurrentSchemaVersion,
            Created = created.ToUniversalTime(),
            Files = List(files, cancellationToken),
        };
        File.Delete(SignatureOf(path));
        await AtomicFile.WriteAsync(path, async (file, token) =>
        {
            await JsonSerializer.SerializeAsync(file, seal, SealJson.Readable.TestSeal, token);
            file.Write("\n"u8);
        }, cancellationToken);
        return seal;
    }

    /// <summary>Reads a list.</summary>
    /// <exception cref="CodeSignException">It can't be read, or is none.</exception>
    internal static async Task<(TestSeal Seal, HashedFile File)> ReadAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            var file = await HashedFile.ReadAsync(path, MaxLength, cancellationToken);
            var seal = JsonSerializer.Deserialize(file.Content, SealJson.Readable.TestSeal) ?? throw new JsonException("It holds null.");
            return seal.SchemaVersion == TestSeal.CurrentSchemaVersion
                ? (seal, file)
                : throw new InvalidDataException(
                    $"Its form has version {seal.SchemaVersion}; this version of CodeSign.Build reads {TestSeal.CurrentSchemaVersion}.");
        }
        catch (Exception e) when (e is JsonException or InvalidDataException or IOException or UnauthorizedAccessException)
        {
            throw TestGateDiagnostics.UnreadableSeal.Exception(
                $"{Path.GetFileName(path)} can't be read as a seal of test results: {ForeignText.InOneLine(e.Message)}",
                "Seal the results again.", path, e);
        }
    }

    private static IReadOnlyList<SealedFile> List(IReadOnlyList<string> files, CancellationToken cancellationToken)
    {
        var listed = new List<SealedFile>();
        foreach (var file in files.Where(file => TestFiles.IsResults(file) || TestFiles.IsEvidence(file)).Distinct(StringComparer.Ordinal))
        {
            try
            {
                listed.Add(new SealedFile(Path.GetFileName(file), FileDigest.Sha256(file, cancellationToken)));
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw TestGateDiagnostics.UnreadableResults.Exception(
                    $"{Path.GetFileName(file)} can't be read: {e.Message}", "Make it readable for this user.", file, e);
            }
        }

        return [.. listed.OrderBy(file => file.Name, StringComparer.Ordinal).ThenBy(file => file.Sha256, StringComparer.Ordinal)];
    }
}
