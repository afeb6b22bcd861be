namespace CodeSign.Benchmarks;

/// <summary>What signing adds to <c>dotnet pack</c> of a small library: the first time, and when nothing has changed.</summary>
internal sealed class PackComparison : IComparison
{
    public string Name => "pack";

    public async Task<IReadOnlyList<ComparisonResult>> RunAsync(Workbench bench, CancellationToken cancellationToken)
    {
        await using var server = bench.StartTimestampServer(TimeSpan.Zero);
        await using var libraries = await SampleLibraries.CreateAsync(bench.Folder("pack"), cancellationToken);
        var plain = libraries.Create("plain", isSigned: false, "<CodeSignEnabled>false</CodeSignEnabled>");
        var signed = libraries.Create(
            "signed", isSigned: true,
            $"""
            <CodeSignKey>{bench.Pfx}</CodeSignKey>
            <CodeSignTimestampServers>{server.Address}</CodeSignTimestampServers>
            <CodeSignTrustedRoots>{bench.Roots}</CodeSignTrustedRoots>
            """);

        var first = await Alternation.MeasureAsync(
            [First(plain, "dotnet pack, CodeSignEnabled=false"), First(signed, "dotnet pack, signed")], bench.Rounds, cancellationToken);
        var asked = server.Requests;
        var unchanged = await Alternation.MeasureAsync(
            [Again(plain, "dotnet pack, CodeSignEnabled=false"), Again(signed, "dotnet pack, signed")], bench.Rounds, cancellationToken);
        if (server.Requests != asked || asked == 0)
            throw new InvalidOperationException($"{asked} timestamps were asked for, and then {server.Requests - asked} where nothing had changed.");
        return [Result("first", first, 0.7), Result("again, nothing changed", unchanged, 0.1)];
    }

    private static Contender First(SampleLibrary library, string name) => library.Pack(name) with
    {
        Reset = library.Clean,
        Check = library.CheckAsync,
    };

    private static Contender Again(SampleLibrary library, string name) => library.Pack(name) with { Check = library.CheckAsync };

    private static ComparisonResult Result(string when, IReadOnlyList<Measurement> measured, double limit)
    {
        var added = measured[1].Beyond(measured[0], "added, run by run");
        return new($"dotnet pack of a small library, {when}", [.. measured, added], measured[0], [Goal.Within(added, limit)]);
    }
}
