using System.Diagnostics.CodeAnalysis;

namespace CodeSign.Cms;

/// <summary>Compares encodings byte by byte.</summary>
internal sealed class MemoryComparer : IEqualityComparer<ReadOnlyMemory<byte>>
{
    public static readonly MemoryComparer Instance = new();

    public bool Equals(ReadOnlyMemory<byte> x, ReadOnlyMemory<byte> y) => x.Span.SequenceEqual(y.Span);

    public int GetHashCode([DisallowNull] ReadOnlyMemory<byte> obj)
    {
        var hash = new HashCode();
        hash.AddBytes(obj.Span);
        return hash.ToHashCode();
    }
}
