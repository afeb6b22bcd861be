using System.Globalization;
using CodeSign.Testing;

namespace CodeSign.Benchmarks;

/// <summary>A process that has signed before, against the floor: hashing and operations of the key alone, in the same process.</summary>
internal sealed class WarmComparison : IComparison
{
    private const int Count = 200;
    private const int AverageSize = 46_000;

    public string Name => "warm";

    public async Task<IReadOnlyList<ComparisonResult>> RunAsync(Workbench bench, CancellationToken cancellationToken)
    {
        var (input, output) = (bench.Folder("warm"), bench.Folder("warm-signed"));
        SampleAssemblies.Write(input, Count, AverageSize);
        var engine = bench.Engine("", input, output, request => request);
        string[] arguments = ["warm-engine", $"{bench.Rounds}", .. engine.Arguments.Skip(1)];
        var options = ProcessOptions.Default with { Timeout = TimeSpan.FromMinutes(10) };
        var result = await CodeSign.Testing.Run.ProcessAsync(engine.Program, arguments, options, cancellationToken);
        var lines = result.EnsureSuccess().Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        await SigncodeContender.CheckAsync(bench, input, output);

        var floor = Read(lines, WarmCommand.Floor, "SHA-256 and RSA-3072 alone");
        var signed = Read(lines, WarmCommand.Signed, "CodeSign, without verification");
        var verified = Read(lines, WarmCommand.Verified, "CodeSign, verified");
        return
        [
            new($"{Count} assemblies in a process that has signed before", [floor, signed, verified], floor,
                [Goal.AtMostTimes(signed, floor, 1.6), Goal.AtMostTimes(verified, floor, 1.9)]),
        ];
    }

    private static Measurement Read(string[] lines, string what, string name)
    {
        var samples = lines.Select(line => line.Split(' ')).Where(words => words[0] == what)
            .Select(words => new Sample(TimeSpan.FromSeconds(double.Parse(words[1], CultureInfo.InvariantCulture)), TimeSpan.Zero));
        return new Measurement(name, [.. samples]);
    }
}
