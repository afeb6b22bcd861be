using System.Text.Json;
using CodeSign.Build.Files;

namespace CodeSign.Build.Publish;

/// <summary>The state of a project's publishes as JSON.</summary>
internal sealed class PublishStateFormat : IStateFormat<PublishState>
{
    /// <inheritdoc/>
    public PublishState Empty => PublishState.Empty;

    /// <summary>Where the state is kept.</summary>
    /// <param name="directory">Full path of the folder of <see cref="PublishState.DirectoryIn"/>.</param>
    public static StateFile<PublishState> FileIn(string directory) => new(Path.Combine(directory, "state.json"), new PublishStateFormat());

    /// <inheritdoc/>
    public byte[] Write(PublishState state) => StateJson.Write(writer =>
    {
        writer.WriteString("fingerprint", state.Fingerprint);
        writer.WriteString("tests", state.Tests);
        StateJson.WriteAll(writer, "files", state.Files, StateJson.Write);
        StateJson.WriteAll(writer, "bundle", state.Bundle is null ? [] : new[] { state.Bundle }, StateJson.Write);
        StateJson.WriteAll(writer, "others", state.Others, StateJson.Write);
        StateJson.WriteAll(writer, "folder", state.Folder is null ? [] : new[] { state.Folder }, Write);
    });

    /// <inheritdoc/>
    public PublishState Read(ReadOnlyMemory<byte> json) => StateJson.Read(json, root => new PublishState
    {
        Fingerprint = StateJson.Text(root, "fingerprint"),
        Tests = StateJson.OptionalText(root, "tests"),
        Files = StateJson.ReadAll(root, "files", StateJson.ReadInput),
        Bundle = StateJson.ReadAll(root, "bundle", StateJson.ReadInput).FirstOrDefault(),
        Others = StateJson.ReadAll(root, "others", StateJson.ReadInput),
        Folder = StateJson.ReadAll(root, "folder", ReadFolder).FirstOrDefault(),
    });

    private static void Write(Utf8JsonWriter writer, PublishedFolder folder)
    {
        writer.WriteString("path", folder.Path);
        writer.WriteString("fingerprint", folder.Fingerprint);
        PlacedManifest.Write(writer, folder.Manifest);
        StateJson.WriteAll(writer, "files", folder.Files, Write);
    }

    private static void Write(Utf8JsonWriter writer, PublishedFile file)
    {
        writer.WriteString("path", file.Path);
        writer.WriteNumber("length", file.Length);
        writer.WriteNumber("lastWriteTicks", file.LastWriteTicks);
        writer.WriteString("sha256", file.Sha256);
    }

    private static PublishedFolder ReadFolder(JsonElement folder) => new()
    {
        Path = StateJson.Text(folder, "path"),
        Fingerprint = StateJson.Text(folder, "fingerprint"),
        Manifest = PlacedManifest.Read(folder),
        Files = StateJson.ReadAll(folder, "files", ReadFile),
    };

    private static PublishedFile ReadFile(JsonElement file) => new(
        StateJson.Text(file, "path"), file.GetProperty("length").GetInt64(), file.GetProperty("lastWriteTicks").GetInt64(), StateJson.Text(file, "sha256"));
}
