namespace CodeSign.Build.Files;

/// <summary>
/// A state as JSON. Written and read by hand, since a run that changes nothing does little else: a generated serializer would take
/// 60 ms to be compiled in each build.
/// </summary>
/// <typeparam name="T">The state.</typeparam>
internal interface IStateFormat<T>
{
    /// <summary>What is known before the first run: nothing.</summary>
    T Empty { get; }

    /// <summary>Writes a state.</summary>
    byte[] Write(T state);

    /// <summary>Reads a state.</summary>
    /// <exception cref="System.Text.Json.JsonException">It is no state that this version has written.</exception>
    T Read(ReadOnlyMemory<byte> json);
}
