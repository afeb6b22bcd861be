using System.Text.Json;
using CodeSign.Signing;

namespace CodeSign.Plans;

/// <summary>Plans as files.</summary>
public static class PlanDocumentFile
{
    /// <summary>How the names of all plans end.</summary>
    public const string Suffix = ".codesign-plan.json";

    /// <summary>The name of the plan of a package, or of a published folder: <c>ID.VERSION.codesign-plan.json</c>.</summary>
    /// <param name="id">The package's id.</param>
    /// <param name="version">Its normalised version.</param>
    public static string NameOf(string id, string version) => $"{id}.{version}{Suffix}";

    /// <summary>Writes a plan, so that its place holds the old one or the whole new one at every moment.</summary>
    /// <param name="plan">The plan; its lists are put into the order that the schema asks for.</param>
    /// <param name="path">Full path of the file; its folder is made where it does not exist.</param>
    /// <param name="cancellationToken">Ends the writing, and leaves the file as it was.</param>
    /// <exception cref="Diagnostics.CodeSignException">The file can't be written.</exception>
    public static Task WriteAsync(PlanDocument plan, string path, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var ordered = InOrder(plan);
        return AtomicFile.WriteAsync(path, async (file, token) =>
        {
            await JsonSerializer.SerializeAsync(file, ordered, PlanJson.Readable.PlanDocument, token);
            file.Write("\n"u8);
        }, cancellationToken);
    }

    /// <summary>The same text, for whoever has another place for it.</summary>
    /// <param name="plan">The plan; its lists are put into the order that the schema asks for.</param>
    public static string ToJson(PlanDocument plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return JsonSerializer.Serialize(InOrder(plan), PlanJson.Readable.PlanDocument) + "\n";
    }

    private static PlanDocument InOrder(PlanDocument plan) => plan with
    {
        Files = InOrder(plan.Files, file => file.Path),
        Detached = plan.Detached is null ? null : InOrder(plan.Detached, file => file.Path),
        Archives = plan.Archives is null ? null : InOrder(plan.Archives, file => file.Path),
    };

    private static List<T> InOrder<T>(IEnumerable<T> files, Func<T, string> path) => [.. files.OrderBy(path, StringComparer.Ordinal)];
}
