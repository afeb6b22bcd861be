using CodeSign.Build.Files;

namespace CodeSign.Build.Plans;

/// <summary>What a plan has found out about a pack as JSON.</summary>
internal sealed class PackPlanFormat : IStateFormat<PackPlan>
{
    /// <inheritdoc/>
    public PackPlan Empty => PackPlan.Empty;

    /// <summary>Where it is kept, by the project's state directory.</summary>
    public static StateFile<PackPlan> FileIn(string stateDirectory) =>
        FileAt(Path.Combine(PackPlan.DirectoryIn(stateDirectory), "state.json"));

    /// <summary>What is kept in a file.</summary>
    public static StateFile<PackPlan> FileAt(string path) => new(path, new PackPlanFormat());

    /// <inheritdoc/>
    public byte[] Write(PackPlan state) => StateJson.Write(writer =>
    {
        StateJson.WriteAll(writer, "inputs", state.Inputs, StateJson.Write);
        StateJson.WriteAll(writer, "archives", state.Archives);
        StateJson.WriteAll(writer, "detached", state.Detached);
    });

    /// <inheritdoc/>
    public PackPlan Read(ReadOnlyMemory<byte> json) => StateJson.Read(json, root => new PackPlan
    {
        Inputs = StateJson.ReadAll(root, "inputs", StateJson.ReadInput),
        Archives = StateJson.ReadAll(root, "archives", StateJson.Text),
        Detached = StateJson.ReadAll(root, "detached", StateJson.Text),
    });
}
