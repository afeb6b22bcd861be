using System.Text.Json;

namespace CodeSign.Build.Pack;

/// <summary>
/// The state as JSON. Written and read by hand, since a pack that changes nothing does little else: a generated serializer would take
/// 60 ms to be compiled in each build.
/// </summary>
internal static class PackStateFormat
{
    /// <summary>Writes a state.</summary>
    public static byte[] Write(PackState state)
    {
        using var json = new MemoryStream();
        using (var writer = new Utf8JsonWriter(json))
        {
            writer.WriteStartObject();
            writer.WriteString("fingerprint", state.Fingerprint);
            writer.WriteStartArray("inputs");
            foreach (var input in state.Inputs)
                Write(writer, input);
            writer.WriteEndArray();
            writer.WriteStartArray("outputs");
            foreach (var output in state.Outputs)
                Write(writer, output);
            writer.WriteEndArray();
            Write(writer, "archives", state.Archives);
            writer.WriteStartArray("packages");
            foreach (var package in state.Packages)
                Write(writer, package);
            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        return json.ToArray();
    }

    /// <summary>Reads a state.</summary>
    /// <exception cref="JsonException">It is no state that this version has written.</exception>
    public static PackState Read(ReadOnlyMemory<byte> json)
    {
        using var document = JsonDocument.Parse(json);
        try
        {
            var root = document.RootElement;
            return new PackState
            {
                Fingerprint = Text(root, "fingerprint"),
                Inputs = ReadAll(root.GetProperty("inputs"), ReadInput),
                Outputs = ReadAll(root.GetProperty("outputs"), ReadOutput),
                Archives = ReadAll(root.GetProperty("archives"), Text),
                Packages = ReadAll(root.GetProperty("packages"), ReadPackage),
            };
        }
        catch (Exception e) when (e is KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new JsonException(e.Message, e);
        }
    }

    private static void Write(Utf8JsonWriter writer, InputState input)
    {
        writer.WriteStartObject();
        writer.WriteString("path", input.Path);
        writer.WriteString("targetPath", input.TargetPath);
        writer.WriteNumber("length", input.Length);
        writer.WriteNumber("lastWriteTicks", input.LastWriteTicks);
        writer.WriteBoolean("isPacked", input.IsPacked);
        if (input.Planned is { } planned)
            Write(writer, planned);
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, PlannedState planned)
    {
        writer.WriteStartObject("planned");
        writer.WriteString("sourceSha256", planned.SourceSha256);
        writer.WriteString("sha256", planned.Sha256);
        writer.WriteString("signedPath", planned.SignedPath);
        writer.WriteNumber("signedLength", planned.SignedLength);
        Write(writer, "entries", planned.Entries);
        Write(writer, "signers", planned.Signers);
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, string name, IReadOnlyList<string> texts)
    {
        writer.WriteStartArray(name);
        foreach (var text in texts)
            writer.WriteStringValue(text);
        writer.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter writer, BuildOutput output)
    {
        writer.WriteStartObject();
        writer.WriteString("intermediate", output.Intermediate);
        writer.WriteString("copy", output.Copy);
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, PackageState package)
    {
        writer.WriteStartObject();
        writer.WriteString("staged", package.Staged);
        writer.WriteNumber("stagedLength", package.StagedLength);
        writer.WriteNumber("stagedTicks", package.StagedTicks);
        writer.WriteString("final", package.Final);
        writer.WriteString("finalSha256", package.FinalSha256);
        writer.WriteString("manifest", package.Manifest);
        writer.WriteString("fingerprint", package.Fingerprint);
        writer.WriteEndObject();
    }

    private static InputState ReadInput(JsonElement input) => new()
    {
        Path = Text(input, "path"),
        TargetPath = Text(input, "targetPath"),
        Length = input.GetProperty("length").GetInt64(),
        LastWriteTicks = input.GetProperty("lastWriteTicks").GetInt64(),
        IsPacked = input.GetProperty("isPacked").GetBoolean(),
        Planned = input.TryGetProperty("planned", out var planned) ? ReadPlanned(planned) : null,
    };

    private static PlannedState ReadPlanned(JsonElement planned) => new()
    {
        SourceSha256 = Text(planned, "sourceSha256"),
        Sha256 = Text(planned, "sha256"),
        SignedPath = OptionalText(planned, "signedPath"),
        SignedLength = planned.GetProperty("signedLength").GetInt64(),
        Entries = ReadAll(planned.GetProperty("entries"), Text),
        Signers = ReadAll(planned.GetProperty("signers"), Text),
    };

    private static BuildOutput ReadOutput(JsonElement output) => new(Text(output, "intermediate"), OptionalText(output, "copy"));

    private static PackageState ReadPackage(JsonElement package) => new()
    {
        Staged = Text(package, "staged"),
        StagedLength = package.GetProperty("stagedLength").GetInt64(),
        StagedTicks = package.GetProperty("stagedTicks").GetInt64(),
        Final = Text(package, "final"),
        FinalSha256 = Text(package, "finalSha256"),
        Manifest = OptionalText(package, "manifest"),
        Fingerprint = Text(package, "fingerprint"),
    };

    private static List<T> ReadAll<T>(JsonElement array, Func<JsonElement, T> read)
    {
        var all = new List<T>(array.GetArrayLength());
        foreach (var element in array.EnumerateArray())
            all.Add(read(element));
        return all;
    }

    private static string Text(JsonElement element) => element.GetString() ?? throw new JsonException("A text is missing.");

    private static string Text(JsonElement element, string name) =>
        OptionalText(element, name) ?? throw new JsonException($"'{name}' is missing.");

    private static string? OptionalText(JsonElement element, string name) => element.GetProperty(name).GetString();
}
