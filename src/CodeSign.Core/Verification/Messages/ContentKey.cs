namespace CodeSign.Verification.Messages;

/// <summary>Bytes as a dictionary key: equal by content.</summary>
internal readonly struct ContentKey(ReadOnlyMemory<byte> content) : IEquatable<ContentKey>
{
    public ReadOnlyMemory<byte> Content { get; } = content;

    public bool Equals(ContentKey other) => Content.Span.SequenceEqual(other.Content.Span);

    public override bool Equals(object? obj) => obj is ContentKey other && Equals(other);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.AddBytes(Content.Span);
        return hash.ToHashCode();
    }
}
