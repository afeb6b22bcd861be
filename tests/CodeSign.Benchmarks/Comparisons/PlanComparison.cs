using System.Buffers.Binary;
using System.Globalization;
using System.Text.Json;

namespace CodeSign.Benchmarks;

/// <summary>How long the plan of 10,000 files takes, and how much memory: all unsigned, and all signed by somebody else.</summary>
internal sealed class PlanComparison : IComparison
{
    private const int Count = 10_000;
    private const int SectionSize = 16 * 1024;
    private const double Seconds = 5;
    private const int Megabytes = 150;

    public string Name => "plan";

    public async Task<IReadOnlyList<ComparisonResult>> RunAsync(Workbench bench, CancellationToken cancellationToken)
    {
        var (unsigned, signed) = (bench.Folder("plan-unsigned"), bench.Folder("plan-signed"));
        WriteFiles(unsigned, name => name);
        var input = bench.Folder("plan-input");
        WriteFiles(input, PlanCommand.SignedName);
        await bench.Engine("the vendor", input, signed, request => request with { Verify = false }).RunAsync(cancellationToken);

        var contenders = new[] { Contender(bench, "unsigned files", unsigned), Contender(bench, "signed files", signed) };
        var measurements = await Alternation.MeasureAsync(contenders, bench.Rounds, cancellationToken);
        var goals = new List<Goal>(measurements.Select(measurement => Goal.Within(measurement, Seconds)));
        foreach (var contender in contenders)
            goals.Add(await MeasureMemoryAsync(contender, cancellationToken));
        return [new(string.Create(CultureInfo.InvariantCulture, $"The plan of {Count:N0} files, without a key"), measurements, null, goals)];
    }

    private static Contender Contender(Workbench bench, string name, string input)
    {
        var document = Path.Combine(bench.Folder($"{Path.GetFileName(input)}-document"), "plan.json");
        return bench.Planner(name, new PlanRequest(bench.Roots, input, document)) with { Check = () => CheckAsync(document) };
    }

    private static async Task CheckAsync(string document)
    {
        await using var file = File.OpenRead(document);
        using var json = await JsonDocument.ParseAsync(file);
        var planned = json.RootElement.GetProperty("files").GetArrayLength();
        if (planned != Count)
            throw new InvalidOperationException($"{planned} files were planned, not {Count}.");
    }

    private static async Task<Goal> MeasureMemoryAsync(Contender contender, CancellationToken cancellationToken)
    {
        var result = await CodeSign.Testing.Run.ProcessAsync(contender.Program, contender.Arguments, cancellationToken: cancellationToken);
        return Goal.WithinMemory($"{contender.Name}, peak memory", long.Parse(result.EnsureSuccess().Output, CultureInfo.InvariantCulture), Megabytes);
    }

    /// <summary>The same small PE with other last bytes each time.</summary>
    private static void WriteFiles(string folder, Func<string, string> name)
    {
        var template = Path.Combine(folder, "template");
        SampleExecutable.Write(template, SectionSize);
        var image = File.ReadAllBytes(template);
        File.Delete(template);
        for (var index = 0; index < Count; index++)
        {
            BinaryPrimitives.WriteInt32LittleEndian(image.AsSpan(image.Length - sizeof(int)), index);
            File.WriteAllBytes(Path.Combine(folder, name($"{index.ToString("D5", CultureInfo.InvariantCulture)}.dll")), image);
        }
    }
}
