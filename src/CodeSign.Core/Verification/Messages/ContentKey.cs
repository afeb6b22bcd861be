namespace CodeSign.Verification.Messages;

/// <summary>Bytes as a dictionary key: equal by content. A class, because the platform's collections of those need not be compiled anew.</summary>
internal sealed class ContentKey(ReadOnlyMemory<byte> content) : IEquatable<ContentKey>
{
    public ReadOnlyMemory<byte> Content { get; } = content;

    public bool Equals(ContentKey? other) => other is not null && Content.Span.SequenceEqual(other.Content.Span);

    public override bool Equals(object? obj) => Equals(obj as ContentKey);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.AddBytes(Content.Span);
        return hash.ToHashCode();
    }
}
