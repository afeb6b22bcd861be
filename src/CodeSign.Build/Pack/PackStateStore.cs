using System.Text.Json;
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
    public PackState Load()
    {
        try
        {
            return System.IO.File.Exists(File) ? PackStateFormat.Read(System.IO.File.ReadAllBytes(File)) : PackState.Empty;
        }
        catch (JsonException)
        {
            return PackState.Empty;
        }
    }

    /// <summary>Writes the state, whole or not at all. Where nothing has changed, the file stays untouched.</summary>
    public async Task SaveAsync(PackState state, CancellationToken cancellationToken)
    {
        var json = PackStateFormat.Write(state);
        var before = System.IO.File.Exists(File) ? System.IO.File.ReadAllBytes(File) : [];
        if (!json.AsSpan().SequenceEqual(before))
            await AtomicFile.WriteAsync(File, async (file, token) => await file.WriteAsync(json, token), cancellationToken);
    }
}
