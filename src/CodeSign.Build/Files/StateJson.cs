using System.Text.Json;
using CodeSign.Signing;

namespace CodeSign.Build.Files;

/// <summary>What the states of all steps have in common, as JSON.</summary>
internal static class StateJson
{
    /// <summary>Writes one JSON object.</summary>
    public static byte[] Write(Action<Utf8JsonWriter> writeContent)
    {
        using var json = new MemoryStream();
        using (var writer = new Utf8JsonWriter(json))
        {
            writer.WriteStartObject();
            writeContent(writer);
            writer.WriteEndObject();
        }

        return json.ToArray();
    }

    /// <summary>Reads one JSON object.</summary>
    /// <exception cref="JsonException">It is no JSON, or has other values than are read.</exception>
    public static T Read<T>(ReadOnlyMemory<byte> json, Func<JsonElement, T> read)
    {
        using var document = JsonDocument.Parse(json);
        try
        {
            return read(document.RootElement);
        }
        catch (Exception e) when (e is KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new JsonException(e.Message, e);
        }
    }

    /// <summary>Writes a list.</summary>
    public static void WriteAll<T>(Utf8JsonWriter writer, string name, IEnumerable<T> items, Action<Utf8JsonWriter, T> write)
    {
        writer.WriteStartArray(name);
        foreach (var item in items)
        {
            writer.WriteStartObject();
            write(writer, item);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    /// <summary>Writes a list of texts.</summary>
    public static void WriteAll(Utf8JsonWriter writer, string name, IEnumerable<string> texts)
    {
        writer.WriteStartArray(name);
        foreach (var text in texts)
            writer.WriteStringValue(text);
        writer.WriteEndArray();
    }

    /// <summary>Reads a list.</summary>
    public static List<T> ReadAll<T>(JsonElement parent, string name, Func<JsonElement, T> read)
    {
        var array = parent.GetProperty(name);
        var all = new List<T>(array.GetArrayLength());
        foreach (var element in array.EnumerateArray())
            all.Add(read(element));
        return all;
    }

    /// <summary>Writes what is known about a file.</summary>
    public static void Write(Utf8JsonWriter writer, InputState input)
    {
        writer.WriteString("path", input.Path);
        writer.WriteString("targetPath", input.TargetPath);
        writer.WriteNumber("length", input.Length);
        writer.WriteNumber("lastWriteTicks", input.LastWriteTicks);
        writer.WriteNumber("use", (int)input.Use);
        if (input.Planned is { } planned)
            Write(writer, planned);
    }

    /// <summary>Reads what is known about a file.</summary>
    public static InputState ReadInput(JsonElement input) => new()
    {
        Path = Text(input, "path"),
        TargetPath = Text(input, "targetPath"),
        Length = input.GetProperty("length").GetInt64(),
        LastWriteTicks = input.GetProperty("lastWriteTicks").GetInt64(),
        Use = (FileUse)input.GetProperty("use").GetInt32(),
        Planned = input.TryGetProperty("planned", out var planned) ? ReadPlanned(planned) : null,
    };

    /// <summary>Reads a text that must be there.</summary>
    public static string Text(JsonElement element, string name) =>
        OptionalText(element, name) ?? throw new JsonException($"'{name}' is missing.");

    /// <summary>Reads a text.</summary>
    public static string Text(JsonElement element) => element.GetString() ?? throw new JsonException("A text is missing.");

    /// <summary>Reads a text that may be <c>null</c>.</summary>
    public static string? OptionalText(JsonElement element, string name) => element.GetProperty(name).GetString();

    private static void Write(Utf8JsonWriter writer, PlannedState planned)
    {
        writer.WriteStartObject("planned");
        writer.WriteString("sourceSha256", planned.SourceSha256);
        writer.WriteString("sha256", planned.Sha256);
        writer.WriteString("signedPath", planned.SignedPath);
        writer.WriteNumber("signedLength", planned.SignedLength);
        writer.WriteString("fingerprint", planned.Fingerprint);
        WriteAll(writer, "entries", planned.Entries);
        WriteAll(writer, "signers", planned.Signers);
        WriteAll(writer, "thirdParty", planned.ThirdParty, Write);
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, ThirdPartyFile file)
    {
        writer.WriteString("targetPath", file.TargetPath);
        writer.WriteString("origin", file.Origin);
        writer.WriteBoolean("isRewritten", file.IsRewritten);
        writer.WriteString("signer", file.Signer);
    }

    private static PlannedState ReadPlanned(JsonElement planned) => new()
    {
        SourceSha256 = Text(planned, "sourceSha256"),
        Sha256 = Text(planned, "sha256"),
        SignedPath = OptionalText(planned, "signedPath"),
        SignedLength = planned.GetProperty("signedLength").GetInt64(),
        Fingerprint = Text(planned, "fingerprint"),
        Entries = ReadAll(planned, "entries", Text),
        Signers = ReadAll(planned, "signers", Text),
        ThirdParty = ReadAll(planned, "thirdParty", ReadThirdParty),
    };

    private static ThirdPartyFile ReadThirdParty(JsonElement file) => new(Text(file, "targetPath"), Text(file, "origin"))
    {
        IsRewritten = file.GetProperty("isRewritten").GetBoolean(),
        Signer = OptionalText(file, "signer"),
    };
}
