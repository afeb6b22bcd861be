namespace CodeSign.Benchmarks;

/// <summary>
/// What the test gate adds to <c>dotnet pack</c> of a small library with one test, beside the two commands that one would run otherwise, and
/// what the signature of the manifest adds.
/// </summary>
internal sealed class GateComparison : IComparison
{
    public string Name => "gate";

    public async Task<IReadOnlyList<ComparisonResult>> RunAsync(Workbench bench, CancellationToken cancellationToken)
    {
        await using var server = bench.StartTimestampServer(TimeSpan.Zero);
        await using var libraries = await SampleLibraries.CreateAsync(bench.Folder("gate"), cancellationToken);
        var signing =
            $"""
            <CodeSignKey>{bench.Pfx}</CodeSignKey>
            <CodeSignTimestampServers>{server.Address}</CodeSignTimestampServers>
            <CodeSignTrustedRoots>{bench.Roots}</CodeSignTrustedRoots>
            """;
        var signed = libraries.Create("signed", isSigned: true, signing).WithTests();
        var gated = libraries.Create(
            "gated", isSigned: true, signing, """<CodeSignTestProject Include="../gated.Tests/Tests.csproj" />""").WithTests();
        var unsigned = libraries.Create(
            "unsigned", isSigned: true, $"{signing}<CodeSignManifestSignature>false</CodeSignManifestSignature>");

        var separately = signed.Test("dotnet build -t:Test, then dotnet pack --no-build, signed") with
        {
            Reset = signed.Clean,
            Then = signed.Pack("", "--no-build"),
            Check = signed.CheckAsync,
        };
        var first = await MeasureAsync(bench, separately, First(gated, "dotnet pack with the test gate"), cancellationToken);
        var again = await MeasureAsync(
            bench, Again(signed, "dotnet pack, signed, without a gate"), Again(gated, "dotnet pack with the test gate"), cancellationToken);
        var manifest = await MeasureAsync(
            bench, First(unsigned, "dotnet pack, manifest not signed"), First(signed, "dotnet pack, manifest signed"), cancellationToken);
        return
        [
            Result("Test and pack a small library, first", first),
            Result("The same again, nothing changed", again),
            Result("dotnet pack of a small library, first", manifest),
        ];
    }

    private static Contender First(SampleLibrary library, string name) => Again(library, name) with { Reset = library.Clean };

    private static Contender Again(SampleLibrary library, string name) => library.Pack(name) with { Check = library.CheckAsync };

    private static Task<IReadOnlyList<Measurement>> MeasureAsync(
        Workbench bench, Contender without, Contender with, CancellationToken cancellationToken) =>
        Alternation.MeasureAsync([without, with], bench.Rounds, cancellationToken);

    private static ComparisonResult Result(string title, IReadOnlyList<Measurement> measured) => new(
        title, [.. measured, measured[1].Beyond(measured[0], "added, run by run")], measured[0], []);
}
