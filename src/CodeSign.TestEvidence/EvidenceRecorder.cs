using System.Reflection;

namespace CodeSign.TestEvidence;

/// <summary>Writes down each assembly that this process loads, but those of .NET itself.</summary>
internal sealed class EvidenceRecorder
{
    private const string Started = "CodeSign.TestEvidence.Started";

    private readonly object _lock = new object();
    private readonly HashSet<string> _known = new HashSet<string>(StringComparer.Ordinal);
    private readonly RuntimeFolder _runtime = RuntimeFolder.Current;
    private readonly EvidenceFile _file = new EvidenceFile();

    private EvidenceRecorder()
    {
    }

    /// <summary>Begins with what is loaded already, and goes on until the process ends.</summary>
    public static void Start()
    {
        // The variable and the property may both name this hook.
        if (AppDomain.CurrentDomain.GetData(Started) is not null)
            return;
        AppDomain.CurrentDomain.SetData(Started, true);

        // What hashing needs is loaded now, and not in the midst of another load.
        AuthenticodeDigest.Prepare();
        var recorder = new EvidenceRecorder();
        AppDomain.CurrentDomain.AssemblyLoad += (_, e) => recorder.Record(e.LoadedAssembly);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => recorder.End();
        foreach (var assembly in AppDomain.CurrentDomain.GetAssemblies())
            recorder.Record(assembly);
    }

    private void Record(Assembly assembly)
    {
        if (assembly.IsDynamic || assembly == typeof(EvidenceRecorder).Assembly)
            return;

        lock (_lock)
        {
            try
            {
                var loaded = LoadedAssembly.Of(assembly);
                if (!_runtime.Contains(loaded.Path) && _known.Add($"{loaded.Mvid} {loaded.Path}"))
                    _file.Write(loaded);
            }
            catch (Exception e)
            {
                _file.TryWriteError(e);
            }
        }
    }

    private void End()
    {
        lock (_lock)
            _file.TryWriteEnd();
    }
}
