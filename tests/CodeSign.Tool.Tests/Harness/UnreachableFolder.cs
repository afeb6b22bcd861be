namespace CodeSign.Tool.Tests.Harness;

/// <summary>
/// A folder in another that nobody can read, not even an administrator: its path is longer than Linux takes. Two long ones were joined.
/// </summary>
internal sealed class UnreachableFolder : IDisposable
{
    private readonly string _joined;
    private readonly string _apart;

    /// <summary>Makes it, with an assembly at its end.</summary>
    public UnreachableFolder(ToolFolder folder, string parent)
    {
        var half = string.Join('/', Enumerable.Repeat(new string('x', 200), 11));
        _apart = folder.File("apart");
        _joined = folder.File(parent, half, "joined");
        Directory.CreateDirectory(folder.File(parent, half));
        folder.Assembly($"apart/{half}/evil.dll");
        Directory.Move(_apart, _joined);
    }

    /// <summary>Takes the two apart, so that they can be deleted.</summary>
    public void Dispose() => Directory.Move(_joined, _apart);
}
