namespace CodeSign.Benchmarks;

/// <summary>Writes to the console and, where asked to, to a file.</summary>
/// <param name="file">Path of the file, or <see langword="null"/>.</param>
internal sealed class ReportWriter(string? file) : IDisposable
{
    private readonly StreamWriter? _file = file is null ? null : new StreamWriter(file) { AutoFlush = true, NewLine = "\n" };

    public void Write(string text)
    {
        Console.Write(text);
        _file?.Write(text);
    }

    public void Dispose() => _file?.Dispose();
}
