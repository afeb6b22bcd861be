namespace CodeSign.Benchmarks;

/// <summary>What a comparison found.</summary>
/// <param name="Title">What was done.</param>
/// <param name="Measurements">The contenders.</param>
/// <param name="Peer">The one that the others are compared with, if any.</param>
/// <param name="Goals">What was aimed at.</param>
internal sealed record ComparisonResult(string Title, IReadOnlyList<Measurement> Measurements, Measurement? Peer, IReadOnlyList<Goal> Goals);
