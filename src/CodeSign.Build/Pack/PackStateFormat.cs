using System.Text.Json;
using CodeSign.Build.Files;

namespace CodeSign.Build.Pack;

/// <summary>The state of a project's packs as JSON.</summary>
internal sealed class PackStateFormat : IStateFormat<PackState>
{
    /// <inheritdoc/>
    public PackState Empty => PackState.Empty;

    /// <summary>Where the state of a project is kept, by its state directory.</summary>
    public static StateFile<PackState> FileIn(string stateDirectory) => FileAt(Path.Combine(stateDirectory, "state.json"));

    /// <summary>The state in a file.</summary>
    public static StateFile<PackState> FileAt(string path) => new(path, new PackStateFormat());

    /// <inheritdoc/>
    public byte[] Write(PackState state) => StateJson.Write(writer =>
    {
        writer.WriteString("fingerprint", state.Fingerprint);
        StateJson.WriteAll(writer, "inputs", state.Inputs, StateJson.Write);
        StateJson.WriteAll(writer, "outputs", state.Outputs, Write);
        StateJson.WriteAll(writer, "archives", state.Archives);
        StateJson.WriteAll(writer, "detached", state.Detached, Write);
        writer.WriteString("tests", state.Tests);
        StateJson.WriteAll(writer, "packages", state.Packages, Write);
    });

    /// <inheritdoc/>
    public PackState Read(ReadOnlyMemory<byte> json) => StateJson.Read(json, root => new PackState
    {
        Fingerprint = StateJson.Text(root, "fingerprint"),
        Inputs = StateJson.ReadAll(root, "inputs", StateJson.ReadInput),
        Outputs = StateJson.ReadAll(root, "outputs", ReadOutput),
        Archives = StateJson.ReadAll(root, "archives", StateJson.Text),
        Detached = StateJson.ReadAll(root, "detached", ReadDetached),
        Tests = StateJson.OptionalText(root, "tests"),
        Packages = StateJson.ReadAll(root, "packages", ReadPackage),
    });

    private static void Write(Utf8JsonWriter writer, BuildOutput output)
    {
        writer.WriteString("intermediate", output.Intermediate);
        writer.WriteString("copy", output.Copy);
    }

    private static void Write(Utf8JsonWriter writer, DetachedState detached)
    {
        writer.WriteString("source", detached.Source);
        writer.WriteNumber("sourceLength", detached.SourceLength);
        writer.WriteNumber("sourceTicks", detached.SourceTicks);
        writer.WriteString("signature", detached.Signature);
        writer.WriteNumber("signatureLength", detached.SignatureLength);
        writer.WriteNumber("signatureTicks", detached.SignatureTicks);
        writer.WriteString("packagePaths", detached.PackagePaths);
        writer.WriteString("entry", detached.Entry);
        writer.WriteString("signer", detached.Signer);
    }

    private static void Write(Utf8JsonWriter writer, PackageState package)
    {
        writer.WriteString("staged", package.Staged);
        writer.WriteNumber("stagedLength", package.StagedLength);
        writer.WriteNumber("stagedTicks", package.StagedTicks);
        writer.WriteString("final", package.Final);
        writer.WriteString("finalSha256", package.FinalSha256);
        PlacedManifest.Write(writer, package.Manifest);
        writer.WriteString("fingerprint", package.Fingerprint);
    }

    private static BuildOutput ReadOutput(JsonElement output) =>
        new(StateJson.Text(output, "intermediate"), StateJson.OptionalText(output, "copy"));

    private static DetachedState ReadDetached(JsonElement detached) => new()
    {
        Source = StateJson.Text(detached, "source"),
        SourceLength = detached.GetProperty("sourceLength").GetInt64(),
        SourceTicks = detached.GetProperty("sourceTicks").GetInt64(),
        Signature = StateJson.Text(detached, "signature"),
        SignatureLength = detached.GetProperty("signatureLength").GetInt64(),
        SignatureTicks = detached.GetProperty("signatureTicks").GetInt64(),
        PackagePaths = StateJson.Text(detached, "packagePaths"),
        Entry = StateJson.Text(detached, "entry"),
        Signer = StateJson.Text(detached, "signer"),
    };

    private static PackageState ReadPackage(JsonElement package) => new()
    {
        Staged = StateJson.Text(package, "staged"),
        StagedLength = package.GetProperty("stagedLength").GetInt64(),
        StagedTicks = package.GetProperty("stagedTicks").GetInt64(),
        Final = StateJson.Text(package, "final"),
        FinalSha256 = StateJson.Text(package, "finalSha256"),
        Manifest = PlacedManifest.Read(package),
        Fingerprint = StateJson.Text(package, "fingerprint"),
    };
}
