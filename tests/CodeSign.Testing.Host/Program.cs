using System.Diagnostics;
using System.Globalization;
using CodeSign.Diagnostics;
using CodeSign.Formats;
using CodeSign.Keys;
using CodeSign.Signing;
using CodeSign.Testing.Host;
using CodeSign.Verification;

// Signs files in a process of its own, which tests can kill, starve of disk space, or measure. The arguments: a key (PEM, its
// password in no need), a file of roots, and a text file with a line "source<TAB>destination" for each file to sign.
// It writes "ready" before it begins to sign, and its time and memory at the end.
if (args is not [var key, var roots, var list])
{
    Console.Error.WriteLine("usage: KEY ROOTS LIST");
    return 1;
}

try
{
    var log = new ConsoleLog();
    var options = new KeyOptions { BaseDirectory = Path.GetTempPath(), TrustedRootFiles = [roots] };
    using var signer = await SigningIdentities.OpenAsync(KeyReference.Parse(key), options, log, CancellationToken.None);
    var profile = new SigningProfile { Signer = signer, Timestamps = null };
    var jobs = File.ReadAllLines(list).Select(line => line.Split('\t')).Select(part => new SigningJob(part[0], part[1], profile)).ToList();
    var engine = new SigningEngine(new SigningEngineOptions
    {
        Formats = new SignatureFormats().All,
        Inspector = new SignatureInspector(new ArtifactVerifier(), TrustStore.Empty, TrustStore.Empty),
        Log = log,
    });

    Console.Out.WriteLine("ready");
    Console.Out.Flush();
    var watch = Stopwatch.StartNew();
    await engine.SignAsync(jobs, CancellationToken.None);
    var milliseconds = watch.ElapsedMilliseconds;
    using var self = Process.GetCurrentProcess();
    Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{milliseconds} ms, {self.PeakWorkingSet64 >> 20} MB"));
    return 0;
}
catch (CodeSignException e)
{
    Console.Error.WriteLine(e.Message);
    return 2;
}
