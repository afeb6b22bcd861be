namespace CodeSign.Benchmarks;

/// <summary>What a comparison found.</summary>
/// <param name="Title">What was done.</param>
/// <param name="Measurements">The contenders.</param>
/// <param name="Peer">The one that the others are compared with, if any.</param>
/// <param name="Goals">What was aimed at.</param>
internal sealed record ComparisonResult(string Title, IReadOnlyList<Measurement> Measurements, Measurement? Peer, IReadOnlyList<Goal> Goals)
{
    /// <summary>What the measurements can't show: rows of cells, the first row the heads of the columns.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Table { get; init; } = [];
}
