namespace CodeSign.TestGate;

/// <summary>What test runs leave behind, told apart by how their names end.</summary>
public static class TestFiles
{
    /// <summary>How the names of results end.</summary>
    public const string ResultsSuffix = ".trx";

    /// <summary>How the names of evidence end.</summary>
    public const string EvidenceSuffix = ".testevidence.jsonl";

    /// <summary>How the names of seals end.</summary>
    public const string SealSuffix = ".codesign-tests.json";

    /// <summary>Whether a file holds results.</summary>
    public static bool IsResults(string path) => EndsWith(path, ResultsSuffix);

    /// <summary>Whether a file holds evidence.</summary>
    public static bool IsEvidence(string path) => EndsWith(path, EvidenceSuffix);

    /// <summary>Whether a file is a seal.</summary>
    public static bool IsSeal(string path) => EndsWith(path, SealSuffix);

    private static bool EndsWith(string path, string suffix)
    {
        ArgumentNullException.ThrowIfNull(path);
        return path.EndsWith(suffix, StringComparison.OrdinalIgnoreCase);
    }
}
