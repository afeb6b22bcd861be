using System.Diagnostics;
using System.Globalization;
using CodeSign.Diagnostics;
using CodeSign.Testing.Host;

// Signs files in a process of its own, which tests can kill, starve of disk space, or measure. The argument is a file: a WorkList.
// It writes "ready" before it begins to sign, and its time and memory at the end.
if (args is not [var list])
{
    Console.Error.WriteLine("usage: LIST");
    return 1;
}

try
{
    using var work = new SigningWork(WorkList.Parse(File.ReadAllLines(list)), new ConsoleLog());
    await work.OpenAsync(CancellationToken.None);

    Console.Out.WriteLine("ready");
    Console.Out.Flush();
    var watch = Stopwatch.StartNew();
    await work.RunAsync(CancellationToken.None);
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
