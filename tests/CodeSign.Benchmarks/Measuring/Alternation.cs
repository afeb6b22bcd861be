namespace CodeSign.Benchmarks;

/// <summary>Runs contenders in turn, so that whatever else the machine does hits them alike.</summary>
internal static class Alternation
{
    /// <summary>Measures contenders.</summary>
    /// <param name="contenders">The contenders, each run once in every round.</param>
    /// <param name="rounds">How many rounds count; one before them warms the caches of the system.</param>
    /// <param name="cancellationToken">Ends the measurement.</param>
    public static async Task<IReadOnlyList<Measurement>> MeasureAsync(
        IReadOnlyList<Contender> contenders, int rounds, CancellationToken cancellationToken)
    {
        var samples = contenders.ToDictionary(contender => contender, _ => new List<Sample>());
        for (var round = 0; round <= rounds; round++)
        {
            foreach (var contender in contenders)
            {
                var sample = await contender.RunAsync(cancellationToken);
                if (round > 0)
                    samples[contender].Add(sample);
                else
                    await contender.Check();
            }

            Console.Error.Write('.');
        }

        Console.Error.WriteLine();
        return [.. contenders.Select(contender => new Measurement(contender.Name, samples[contender]))];
    }
}
