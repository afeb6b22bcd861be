namespace CodeSign.Benchmarks;

/// <summary>Some work, done by us and by a peer.</summary>
internal interface IComparison
{
    /// <summary>What it is called on the command line.</summary>
    string Name { get; }

    /// <summary>Prepares the work, measures, and looks at what was made.</summary>
    Task<IReadOnlyList<ComparisonResult>> RunAsync(Workbench bench, CancellationToken cancellationToken);
}
