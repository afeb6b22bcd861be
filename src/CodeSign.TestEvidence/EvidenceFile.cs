using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace CodeSign.TestEvidence;

/// <summary>
/// What this process has loaded, as JSON, one object a line: first the process, then each assembly, at last when it ended. It comes into
/// being with the first assembly. Each line is written through at once, since test hosts get killed.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "The file is open until the process ends; each line is flushed.")]
internal sealed class EvidenceFile
{
    private const string FolderVariable = "CODESIGN_TEST_EVIDENCE";
    private const int Schema = 1;

    private FileStream? _file;
    private bool _isUnwritable;

    /// <summary>Writes down an assembly.</summary>
    public void Write(LoadedAssembly assembly) => WriteLine(new JsonLine()
        .Add("assembly", assembly.Name)
        .Add("path", assembly.Path)
        .Add("framework", assembly.Framework)
        .Add("mvid", assembly.Mvid.ToString("D"))
        .Add("sha256", assembly.Sha256)
        .Add("loaded", Now()));

    /// <summary>Writes down that something went wrong here: whoever reads it takes this evidence for none.</summary>
    public void TryWriteError(Exception exception) => TryWriteLine(new JsonLine().Add("error", $"{exception.GetType().Name}: {exception.Message}"));

    /// <summary>Writes down that the process ends by itself, where anything was written.</summary>
    public void TryWriteEnd()
    {
        if (_file is not null)
            TryWriteLine(new JsonLine().Add("ended", Now()));
    }

    private void TryWriteLine(JsonLine line)
    {
        try
        {
            WriteLine(line);
        }
        catch (Exception)
        {
            // The process goes on without evidence.
        }
    }

    private void WriteLine(JsonLine line)
    {
        if (_isUnwritable)
            return;
        // Where the file can't be made, that is not tried again with each assembly.
        _isUnwritable = true;
        Append(_file ?? Create(), line);
        _isUnwritable = false;
    }

    private static void Append(FileStream file, JsonLine line)
    {
        var bytes = Encoding.UTF8.GetBytes(line.ToString());
        file.Write(bytes, 0, bytes.Length);
        file.Flush();
    }

    private FileStream Create()
    {
        using var process = Process.GetCurrentProcess();
        var name = $"{AppDomain.CurrentDomain.FriendlyName}.{process.Id}.{Guid.NewGuid().ToString("N").Substring(0, 8)}.testevidence.jsonl";
        var folder = Environment.GetEnvironmentVariable(FolderVariable);
        if (string.IsNullOrEmpty(folder))
            folder = Path.Combine(AppContext.BaseDirectory, "TestResults");
        Directory.CreateDirectory(folder);
        _file = new FileStream(Path.Combine(folder, name), FileMode.CreateNew, FileAccess.Write, FileShare.Read);
        Append(_file, new JsonLine()
            .Add("schema", Schema)
            .Add("processId", process.Id)
            .Add("started", Utc(process.StartTime.ToUniversalTime()))
            .Add("runtime", RuntimeInformation.FrameworkDescription)
            .Add("framework", AppContext.TargetFrameworkName ?? "")
            .Add("profiled", Environment.GetEnvironmentVariable("CORECLR_ENABLE_PROFILING") == "1"));
        return _file;
    }

    private static string Now() => Utc(DateTime.UtcNow);

    private static string Utc(DateTime time) => time.ToString("O", CultureInfo.InvariantCulture);
}
