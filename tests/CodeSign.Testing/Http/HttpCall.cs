namespace CodeSign.Testing;

/// <summary>A request that the loopback server received.</summary>
/// <param name="Number">Its number, from 1.</param>
/// <param name="Method">The method, such as <c>POST</c>.</param>
/// <param name="Target">The path and query.</param>
/// <param name="Headers">The header fields; names compare without regard to case.</param>
/// <param name="Body">The body.</param>
public sealed record HttpCall(
    int Number, string Method, string Target, IReadOnlyDictionary<string, string> Headers, ReadOnlyMemory<byte> Body);
