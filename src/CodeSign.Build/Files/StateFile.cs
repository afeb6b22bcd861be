using System.Text.Json;
using CodeSign.Signing;

namespace CodeSign.Build.Files;

/// <summary>Keeps what a step must know next time in one file under obj. A file that can't be read counts as none.</summary>
/// <typeparam name="T">What is kept.</typeparam>
/// <param name="path">Full path of the file.</param>
/// <param name="format">How it is written.</param>
internal sealed class StateFile<T>(string path, IStateFormat<T> format)
{
    /// <summary>Full path of the file.</summary>
    public string Path { get; } = path;

    /// <summary>Reads the state, or gives an empty one.</summary>
    public T Load()
    {
        try
        {
            return File.Exists(Path) ? format.Read(File.ReadAllBytes(Path)) : format.Empty;
        }
        catch (JsonException)
        {
            return format.Empty;
        }
    }

    /// <summary>Writes the state, whole or not at all. Where nothing has changed, the file stays untouched.</summary>
    public async Task SaveAsync(T state, CancellationToken cancellationToken)
    {
        var json = format.Write(state);
        var before = File.Exists(Path) ? File.ReadAllBytes(Path) : [];
        if (!json.AsSpan().SequenceEqual(before))
            await AtomicFile.WriteAsync(Path, async (file, token) => await file.WriteAsync(json, token), cancellationToken);
    }
}
