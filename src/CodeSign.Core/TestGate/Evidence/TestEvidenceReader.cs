using System.Text.Json;
using CodeSign.Diagnostics;

namespace CodeSign.TestGate.Evidence;

/// <summary>
/// Reads what the hook in a test process wrote: one JSON object a line. A process may have been killed while it wrote, so that what follows
/// the last end of a line does not count.
/// </summary>
internal static class TestEvidenceReader
{
    /// <summary>How many bytes of a file are read at most.</summary>
    public const int MaxLength = 16 * 1024 * 1024;

    private const int Schema = 1;
    private const int MostLines = 100_000;
    private const int MostLineBytes = 64 * 1024;
    private const int DigestLength = 64;

    /// <summary>Reads a file.</summary>
    /// <param name="path">Full path of the file.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>What it says; of a process that was killed before it had written a line, nothing.</returns>
    /// <exception cref="CodeSignException">The file can't be read, or is no evidence.</exception>
    public static async Task<TestEvidence> ReadAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            var file = await HashedFile.ReadAsync(path, MaxLength, cancellationToken);
            return Read(file, cancellationToken);
        }
        catch (Exception e) when (e is JsonException or InvalidDataException or IOException or UnauthorizedAccessException)
        {
            throw TestGateDiagnostics.UnreadableEvidence.Exception(
                $"{Path.GetFileName(path)} can't be read as evidence of a test process: {ForeignText.InOneLine(e.Message)}",
                "Run the tests again, and take the file as the process wrote it.", path, e);
        }
    }

    private static TestEvidence Read(HashedFile file, CancellationToken cancellationToken)
    {
        TestEvidence? evidence = null;
        var assemblies = new List<LoadedAssembly>();
        var rest = file.Content.AsSpan();
        for (var number = 1; rest.IndexOf((byte)'\n') is >= 0 and var end; number++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (number > MostLines)
                throw new InvalidDataException($"It has more than {MostLines} lines.");
            var line = Parse(rest[..end], number);
            rest = rest[(end + 1)..];
            evidence = evidence is null ? Begin(file, line) : Add(evidence, assemblies, line, number);
        }

        return (evidence ?? Nothing(file)) with { Assemblies = assemblies };
    }

    private static EvidenceLine Parse(ReadOnlySpan<byte> line, int number)
    {
        if (line.Length > MostLineBytes)
            throw new InvalidDataException($"Line {number} has {line.Length} bytes, more than {MostLineBytes}.");
        return JsonSerializer.Deserialize(line, EvidenceJson.Default.EvidenceLine)
            ?? throw new InvalidDataException($"Line {number} holds null.");
    }

    private static TestEvidence Begin(HashedFile file, EvidenceLine line)
    {
        if (line.Schema is not { } schema || line.Started is not { } started)
            throw new InvalidDataException("Its first line says neither form nor time.");
        if (schema != Schema)
            throw new InvalidDataException($"Its form has version {schema}; this version of CodeSign.Build reads {Schema}.");
        return new TestEvidence
        {
            Path = file.Path,
            Sha256 = file.Sha256,
            Started = started.ToUniversalTime(),
            LastSeen = started.ToUniversalTime(),
            Runtime = Shown(line.Runtime),
            Framework = Shown(line.Framework),
            IsProfiled = line.Profiled ?? false,
            Assemblies = [],
        };
    }

    private static TestEvidence Nothing(HashedFile file) => new()
    {
        Path = file.Path,
        Sha256 = file.Sha256,
        Started = DateTimeOffset.MaxValue,
        LastSeen = DateTimeOffset.MinValue,
        Assemblies = [],
    };

    private static TestEvidence Add(TestEvidence evidence, List<LoadedAssembly> assemblies, EvidenceLine line, int number)
    {
        if (line.Schema is not null)
            throw new InvalidDataException($"Line {number} begins the evidence of another process.");
        if (line.Error is { } error)
            return evidence with { Error = evidence.Error ?? ForeignText.InOneLine(error) };
        if (line.Ended is { } ended)
            return evidence with { Ended = ended.ToUniversalTime(), LastSeen = Later(evidence.LastSeen, ended.ToUniversalTime()) };
        if (line.Assembly is not { Length: > 0 } name || line.Mvid is not { } mvid || line.Loaded is not { } loaded)
            throw new InvalidDataException($"Line {number} is about no assembly.");
        if (line.Sha256 is { } digest && !IsDigest(digest))
            throw new InvalidDataException($"The digest in line {number} is no SHA-256.");
        var path = line.Path is null ? null : TestPath.Normalise(line.Path);
        assemblies.Add(new LoadedAssembly(name, path, mvid, line.Sha256?.ToLowerInvariant()) { Framework = Shown(line.Framework) });
        return evidence with { LastSeen = Later(evidence.LastSeen, loaded.ToUniversalTime()) };
    }

    private static string? Shown(string? text) => string.IsNullOrEmpty(text) ? null : ForeignText.InOneLine(text);

    private static bool IsDigest(string text) => text.Length == DigestLength && text.All(char.IsAsciiHexDigit);

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;
}
