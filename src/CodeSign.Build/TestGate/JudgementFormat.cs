using System.Text.Json;
using CodeSign.Build.Files;

namespace CodeSign.Build.TestGate;

/// <summary>A judgement as JSON.</summary>
internal sealed class JudgementFormat : IStateFormat<Judgement>
{
    /// <inheritdoc/>
    public Judgement Empty => Judgement.None;

    /// <summary>Where the judgement about a pack or publish is kept, by its state directory.</summary>
    public static StateFile<Judgement> FileIn(string stateDirectory) => FileAt(Path.Combine(stateDirectory, "tests.json"));

    /// <summary>The judgement in a file.</summary>
    public static StateFile<Judgement> FileAt(string path) => new(path, new JudgementFormat());

    /// <inheritdoc/>
    public byte[] Write(Judgement state) => StateJson.Write(writer =>
    {
        writer.WriteString("fingerprint", state.Fingerprint);
        StateJson.WriteAll(writer, "assemblies", state.Assemblies, Write);
    });

    /// <inheritdoc/>
    public Judgement Read(ReadOnlyMemory<byte> json) => StateJson.Read(json, root => new Judgement
    {
        Fingerprint = StateJson.Text(root, "fingerprint"),
        Assemblies = StateJson.ReadAll(root, "assemblies", ReadAssembly),
    });

    private static void Write(Utf8JsonWriter writer, PassedAssembly assembly)
    {
        writer.WriteString("targetPath", assembly.TargetPath);
        writer.WriteString("sha256", assembly.Sha256);
        writer.WriteString("compiledFrom", assembly.CompiledFrom);
    }

    private static PassedAssembly ReadAssembly(JsonElement assembly) => new(
        StateJson.Text(assembly, "targetPath"), StateJson.Text(assembly, "sha256"), StateJson.OptionalText(assembly, "compiledFrom"));
}
