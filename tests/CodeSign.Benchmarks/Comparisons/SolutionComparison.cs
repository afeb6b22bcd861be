namespace CodeSign.Benchmarks;

/// <summary>
/// What CodeSign.Build adds to <c>dotnet pack</c> of a solution in which nothing has changed, against the same solution without it.
/// </summary>
internal sealed class SolutionComparison : IComparison
{
    private const int Projects = 50;

    public string Name => "solution";

    public async Task<IReadOnlyList<ComparisonResult>> RunAsync(Workbench bench, CancellationToken cancellationToken)
    {
        await using var server = bench.StartTimestampServer(TimeSpan.Zero);
        await using var libraries = await SampleLibraries.CreateAsync(bench.Folder("solution"), cancellationToken);
        var plain = libraries.CreateSolution("plain", Projects);
        var signed = libraries.CreateSolution(
            "signed", Projects,
            $"""
            <CodeSignKey>{bench.Pfx}</CodeSignKey>
            <CodeSignTimestampServers>{server.Address}</CodeSignTimestampServers>
            <CodeSignTrustedRoots>{bench.Roots}</CodeSignTrustedRoots>
            """);
        Contender[] contenders =
        [
            plain.Pack("without CodeSign.Build") with { Check = plain.CheckAsync },
            signed.Pack("with CodeSign.Build") with { Check = signed.CheckAsync },
        ];
        // From then on, nothing is left to sign.
        foreach (var contender in contenders)
            await contender.RunAsync(cancellationToken);
        var asked = server.Requests;
        var measured = await Alternation.MeasureAsync(contenders, bench.Rounds, cancellationToken);
        if (server.Requests != asked || asked == 0)
            throw new InvalidOperationException($"{asked} timestamps were asked for, and then {server.Requests - asked} where nothing had changed.");
        return
        [
            new($"dotnet pack of a solution of {Projects} projects, nothing changed", measured, measured[0],
                [Goal.AtMostTimes(measured[1], measured[0], 1.05)]),
        ];
    }
}
