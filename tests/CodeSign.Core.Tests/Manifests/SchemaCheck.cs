using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace CodeSign.Core.Tests.Manifests;

/// <summary>Holds JSON against those parts of JSON Schema that the manifest's schema uses; anything else in a schema is a problem.</summary>
internal static class SchemaCheck
{
    private static readonly HashSet<string> Known =
        ["$schema", "$id", "title", "description", "type", "properties", "required", "items", "enum", "const", "format", "oneOf"];

    public static void Check(JsonObject schema, JsonNode? value, string path, List<string> problems)
    {
        if ((string?)schema["$ref"] is { } reference)
            schema = Resolve(schema.Root, reference);
        problems.AddRange(schema.Select(pair => pair.Key).Where(key => !Known.Contains(key)).Select(key => $"{path}: the check knows no '{key}'"));
        if (schema["type"] is { } type && !Types(type).Any(name => Is(value, name)))
            problems.Add($"{path} is {value?.ToJsonString() ?? "null"}, not {type}");
        if (schema["enum"] is JsonArray allowed && !allowed.Any(item => JsonNode.DeepEquals(item, value)))
            problems.Add($"{path} is {value}, not one of {allowed}");
        if (schema["const"] is { } constant && !JsonNode.DeepEquals(constant, value))
            problems.Add($"{path} is {value}, not {constant}");
        if (value is JsonObject members)
            CheckMembers(schema, members, path, problems);
        if (value is JsonArray items && schema["items"] is JsonObject itemSchema)
            foreach (var item in items)
                Check(itemSchema, item, $"{path}[]", problems);
    }

    private static void CheckMembers(JsonObject schema, JsonObject members, string path, List<string> problems)
    {
        foreach (var name in schema["required"]?.AsArray().Select(node => (string)node!) ?? [])
            if (!members.ContainsKey(name))
                problems.Add($"{path} lacks {name}");
        if (schema["oneOf"] is JsonArray choices && choices.Count(choice => HasAll(members, choice!["required"]!.AsArray())) != 1)
            problems.Add($"{path} has not exactly one of {choices.ToJsonString()}");
        foreach (var (name, member) in members)
        {
            if (schema["properties"]?[name] is JsonObject memberSchema)
                Check(memberSchema, member, $"{path}.{name}", problems);
            else
                problems.Add($"{path} has {name}, which the schema does not know");
        }
    }

    private static bool HasAll(JsonObject members, JsonArray names) => names.All(name => members.ContainsKey((string)name!));

    private static string[] Types(JsonNode type) => type is JsonArray several ? [.. several.Select(node => (string)node!)] : [(string)type!];

    private static JsonObject Resolve(JsonNode root, string reference) =>
        reference.Split('/').Skip(1).Aggregate(root, (node, name) => node is JsonArray list ? list[int.Parse(name, CultureInfo.InvariantCulture)]! : node[name]!).AsObject();

    private static bool Is(JsonNode? value, string type) => value?.GetValueKind() switch
    {
        null => type == "null",
        JsonValueKind.Object => type == "object",
        JsonValueKind.Array => type == "array",
        JsonValueKind.String => type == "string",
        JsonValueKind.True or JsonValueKind.False => type == "boolean",
        JsonValueKind.Number => type == "number" || (type == "integer" && !value.ToJsonString().Contains('.', StringComparison.Ordinal)),
        _ => false,
    };
}
