using System.Globalization;
using System.Runtime.InteropServices;
using CodeSign.Testing;

namespace CodeSign.Benchmarks;

/// <summary>What the figures depend on besides the programs.</summary>
internal static class Machine
{
    private const string ModelName = "model name";

    /// <summary>Describes the machine and the peers.</summary>
    public static async Task<string> DescribeAsync(int rounds)
    {
        var sdk = (await CodeSign.Testing.Run.ProcessAsync("dotnet", ["--version"])).EnsureSuccess().Output.Trim();
        var osslsigncode = FirstLine((await OsslSigncode.RunAsync(["--version"])).AllOutput).Replace(", using:", "", StringComparison.Ordinal);
        var memory = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (double)(1 << 30);
        var text = string.Create(
            CultureInfo.InvariantCulture,
            $"""
            - machine: {Environment.ProcessorCount} cores ({Processor()}), {memory:0} GiB, {RuntimeInformation.OSDescription}{Load()}
            - .NET SDK {sdk}, runtime {Environment.Version}; {osslsigncode}
            - {DateTime.UtcNow:yyyy-MM-dd}; medians of {rounds} rounds, contenders in turn, times in seconds, of whole processes


            """);
        return text;
    }

    private static string FirstLine(string text) => text.Split('\n')[0].Trim();

    private static string Processor()
    {
        const string File = "/proc/cpuinfo";
        var line = System.IO.File.Exists(File)
            ? System.IO.File.ReadLines(File).FirstOrDefault(line => line.StartsWith(ModelName, StringComparison.Ordinal))
            : null;
        return line?[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim() ?? RuntimeInformation.ProcessArchitecture.ToString();
    }

    /// <summary>How busy the machine was before: figures of a busy one say little.</summary>
    private static string Load()
    {
        const string File = "/proc/loadavg";
        return System.IO.File.Exists(File) ? $", load before {System.IO.File.ReadAllText(File).Split(' ')[0]}" : "";
    }
}
