using System.Text.Json;
using CodeSign.Signing;

namespace CodeSign.TestGate;

/// <summary>
/// Kept verdicts as files. They are worth no more than the folder under obj that they lie in: whoever can write there can build.
/// </summary>
public static class TestGateStateFile
{
    private const int MaxLength = 64 * 1024 * 1024;

    /// <summary>Writes a verdict.</summary>
    /// <param name="state">The verdict.</param>
    /// <param name="path">Full path of the file.</param>
    /// <param name="cancellationToken">Ends the writing, and leaves the file as it was.</param>
    /// <exception cref="Diagnostics.CodeSignException">The file can't be written.</exception>
    public static Task WriteAsync(TestGateState state, string path, CancellationToken cancellationToken) => AtomicFile.WriteAsync(
        path, (file, token) => JsonSerializer.SerializeAsync(file, state, TestGateJson.Readable.TestGateState, token), cancellationToken);

    /// <summary>Reads no more of a verdict than the settings that it depends on.</summary>
    /// <param name="content">All of the file.</param>
    /// <returns>The settings; <see langword="null"/> where it is no verdict.</returns>
    public static string? ReadSettings(ReadOnlySpan<byte> content)
    {
        try
        {
            var reader = new Utf8JsonReader(content);
            while (reader.Read())
                if (reader is { CurrentDepth: 1, TokenType: JsonTokenType.PropertyName } && reader.ValueTextEquals("settings"u8))
                    return reader.Read() && reader.TokenType == JsonTokenType.String ? reader.GetString() : null;
            return null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>Reads a verdict.</summary>
    /// <param name="path">Full path of the file.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>The verdict; <see langword="null"/> where there is none that can be read, so that it has to be judged again.</returns>
    public static async Task<TestGateState?> ReadAsync(string path, CancellationToken cancellationToken)
    {
        if (!File.Exists(path))
            return null;
        try
        {
            var file = await HashedFile.ReadAsync(path, MaxLength, cancellationToken);
            var state = JsonSerializer.Deserialize(file.Content, TestGateJson.Readable.TestGateState);
            return state is { SchemaVersion: TestGateState.CurrentSchemaVersion } ? state : null;
        }
        catch (Exception e) when (e is JsonException or InvalidDataException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
