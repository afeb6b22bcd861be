namespace CodeSign.Verification;

/// <summary>One thing that verification found.</summary>
/// <param name="Kind">What it is, for programs.</param>
/// <param name="Severity">What it does to the verdict.</param>
/// <param name="Place">Where, from the outside in: <c>signature 1, timestamp</c>. Empty for the file itself.</param>
/// <param name="Explanation">What was found, in words, with the values that matter.</param>
public sealed record Finding(FindingKind Kind, FindingSeverity Severity, string Place, string Explanation)
{
    /// <summary>The policy's rule that it is about; <see langword="null"/> for what no policy demands.</summary>
    public string? Rule { get; init; }

    /// <inheritdoc/>
    public override string ToString() => Place.Length == 0 ? $"{Kind}: {Explanation}" : $"{Place}: {Kind}: {Explanation}";
}
