using CodeSign.Testing;

namespace CodeSign.Benchmarks;

/// <summary>osslsigncode, which signs one file a process.</summary>
internal static class SigncodeContender
{
    /// <summary>Signs all files of a folder, one after the other or some at once. A shell's loop starts processes as fast as can be.</summary>
    public static Contender Create(Workbench bench, string name, string input, string output, int atOnce = 1)
    {
        var sign = $"osslsigncode sign -h sha256 -certs '{bench.Pem}' -key '{bench.Pem}'";
        var script = atOnce == 1
            ? $"for f in *; do {sign} -in \"$f\" -out \"{output}/$f\" || exit 1; done"
            : $"ls | xargs -P {atOnce} -I NAME {sign} -in NAME -out '{output}/NAME'";
        return new Contender(name, "/bin/sh", ["-c", script])
        {
            Options = ProcessOptions.Default with { WorkingDirectory = input, Timeout = TimeSpan.FromMinutes(10) },
            Reset = () => Workbench.Empty(output),
            Check = () => CheckAsync(bench, input, output),
        };
    }

    /// <summary>Makes sure that all files were signed, and that the signatures of some hold.</summary>
    public static async Task CheckAsync(Workbench bench, string input, string output)
    {
        var signed = Directory.GetFiles(output);
        if (signed.Length != Directory.GetFiles(input).Length)
            throw new InvalidOperationException($"{signed.Length} files are in {output}.");
        foreach (var file in signed.Order(StringComparer.Ordinal).Take(3))
            (await OsslSigncode.VerifyAsync(file, bench.Roots)).EnsureSuccess();
    }
}
