using System.Text.Json.Nodes;

namespace CodeSign.Build.Tests;

/// <summary>A signature manifest, read as the JSON that it is.</summary>
internal sealed class Manifest(JsonNode root)
{
    /// <summary>Reads a manifest in the output folder.</summary>
    public static Manifest Read(TestSolution solution, string package) =>
        Read(Path.Combine(solution.Output, $"{package}.codesign.json"));

    /// <summary>Reads a manifest.</summary>
    public static Manifest Read(string path) => new(JsonNode.Parse(File.ReadAllText(path))!);

    /// <summary>The values at a path such as <c>files/0/path</c>.</summary>
    public JsonNode? this[string path] => path.Split('/').Aggregate(
        root, (JsonNode? node, string part) => node is JsonArray array ? array[int.Parse(part, null)] : node?[part]);

    /// <summary>The signable files.</summary>
    public IEnumerable<JsonNode> Files => root["files"]!.AsArray().Select(f => f!);

    /// <summary>The file at a path in the package.</summary>
    public JsonNode FileAt(string path) => Files.Single(f => (string?)f["path"] == path);

    /// <summary>All values of a name, however deep, as one text.</summary>
    public string Everything(string name) => string.Join('\n', Find(root, name));

    private static IEnumerable<string> Find(JsonNode? node, string name) => node switch
    {
        JsonObject o => o.SelectMany(p => p.Key == name ? [p.Value?.ToJsonString() ?? ""] : Find(p.Value, name)),
        JsonArray a => a.SelectMany(i => Find(i, name)),
        _ => [],
    };
}
