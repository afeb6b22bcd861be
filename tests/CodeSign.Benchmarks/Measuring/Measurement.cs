namespace CodeSign.Benchmarks;

/// <summary>The runs of one contender.</summary>
/// <param name="Name">The contender's name.</param>
/// <param name="Samples">Its runs, in their order.</param>
internal sealed record Measurement(string Name, IReadOnlyList<Sample> Samples)
{
    /// <summary>The median time.</summary>
    public TimeSpan Median => MedianOf(sample => sample.Time);

    /// <summary>The median processor time.</summary>
    public TimeSpan Processor => MedianOf(sample => sample.Processor);

    /// <summary>The shortest time.</summary>
    public TimeSpan Shortest => Samples.Min(sample => sample.Time);

    /// <summary>The longest time.</summary>
    public TimeSpan Longest => Samples.Max(sample => sample.Time);

    /// <summary>What this took more than another that was run in turn with it, run by run.</summary>
    public Measurement Beyond(Measurement other, string name) => new(
        name, [.. Samples.Zip(other.Samples, (ours, theirs) => new Sample(ours.Time - theirs.Time, ours.Processor - theirs.Processor))]);

    /// <summary>The share of each of so many things that were done.</summary>
    public Measurement DividedBy(int count, string name) =>
        new(name, [.. Samples.Select(sample => new Sample(sample.Time / count, sample.Processor / count))]);

    /// <summary>What so many times as much of the same would take.</summary>
    public Measurement Times(double factor, string name) =>
        new(name, [.. Samples.Select(sample => new Sample(sample.Time * factor, sample.Processor * factor))]);

    private TimeSpan MedianOf(Func<Sample, TimeSpan> value)
    {
        var sorted = Samples.Select(value).Order().ToList();
        return (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;
    }
}
