using CodeSign.Testing;

namespace CodeSign.Benchmarks;

/// <summary><c>dotnet nuget sign</c>, one process for all packages of a folder.</summary>
internal static class NuGetContender
{
    /// <summary>Signs all packages of a folder.</summary>
    public static Contender Create(Workbench bench, string input, string output)
    {
        string[] arguments =
        [
            "nuget", "sign", Path.Combine(input, "*.nupkg"), "-o", output,
            "--certificate-path", bench.Pfx, "--certificate-password", Workbench.Password,
        ];
        return new Contender("dotnet nuget sign", bench.Sdk.DotNet, arguments)
        {
            Options = TrustingSdk.Isolate(ProcessOptions.Default with { Timeout = TimeSpan.FromMinutes(10) }),
            Reset = () => Workbench.Empty(output),
            Check = () => CheckAsync(bench, input, output),
        };
    }

    /// <summary>Makes sure that all packages were signed, and that the signature of one holds.</summary>
    public static async Task CheckAsync(Workbench bench, string input, string output)
    {
        var signed = Directory.GetFiles(output);
        if (signed.Length != Directory.GetFiles(input).Length)
            throw new InvalidOperationException($"{signed.Length} files are in {output}.");
        (await bench.Sdk.VerifyPackageAsync(signed.Order(StringComparer.Ordinal).First())).EnsureSuccess();
    }
}
