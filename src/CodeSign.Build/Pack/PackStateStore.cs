using System.Text.Json;
using System.Text.Json.Serialization;
using CodeSign.Signing;

namespace CodeSign.Build.Pack;

/// <summary>Keeps the state of a project's packs in one file under obj. A file that can't be read counts as none.</summary>
internal sealed class PackStateStore(string path)
{
    /// <summary>The state of a project, by its state directory.</summary>
    public static PackStateStore In(string stateDirectory) => new(Path.Combine(stateDirectory, "state.json"));

    /// <summary>Full path of the file.</summary>
    public string File { get; } = path;

    /// <summary>Reads the state, or gives an empty one.</summary>
    public async Task<PackState> LoadAsync(CancellationToken cancellationToken)
    {
        if (!System.IO.File.Exists(File))
            return PackState.Empty;
        try
        {
            await using var file = System.IO.File.OpenRead(File);
            return await JsonSerializer.DeserializeAsync(file, PackStateJson.Default.PackState, cancellationToken) ?? PackState.Empty;
        }
        catch (JsonException)
        {
            return PackState.Empty;
        }
    }

    /// <summary>Writes the state, whole or not at all.</summary>
    public Task SaveAsync(PackState state, CancellationToken cancellationToken) => AtomicFile.WriteAsync(
        File, (file, token) => JsonSerializer.SerializeAsync(file, state, PackStateJson.Default.PackState, token), cancellationToken);
}

/// <summary>How the state is written.</summary>
[JsonSerializable(typeof(PackState))]
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
internal sealed partial class PackStateJson : JsonSerializerContext;
