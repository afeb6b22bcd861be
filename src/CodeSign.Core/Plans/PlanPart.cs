using System.Text.Json;

namespace CodeSign.Plans;

/// <summary>Parts of plans as JSON, for keeping them until a plan is written.</summary>
public static class PlanPart
{
    /// <summary>Writes what a plan says about a file.</summary>
    public static string Write(PlanFile file) => JsonSerializer.Serialize(file, PlanJson.Readable.PlanFile);

    /// <summary>Writes what a plan says about a detached signature.</summary>
    public static string Write(PlanDetachedSignature signature) =>
        JsonSerializer.Serialize(signature, PlanJson.Readable.PlanDetachedSignature);

    /// <summary>Reads what <see cref="Write(PlanFile)"/> wrote.</summary>
    /// <exception cref="JsonException">It is something else.</exception>
    public static PlanFile ReadFile(string json) =>
        JsonSerializer.Deserialize(json, PlanJson.Readable.PlanFile) ?? throw new JsonException();

    /// <summary>Reads what <see cref="Write(PlanDetachedSignature)"/> wrote.</summary>
    /// <exception cref="JsonException">It is something else.</exception>
    public static PlanDetachedSignature ReadDetached(string json) =>
        JsonSerializer.Deserialize(json, PlanJson.Readable.PlanDetachedSignature) ?? throw new JsonException();
}
