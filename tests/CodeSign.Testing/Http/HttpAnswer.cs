namespace CodeSign.Testing;

/// <summary>What the loopback server sends back.</summary>
public sealed record HttpAnswer
{
    /// <summary>The status code.</summary>
    public int Status { get; init; } = 200;

    /// <summary>The media type of the body; <see langword="null"/>: none is sent.</summary>
    public string? ContentType { get; init; }

    /// <summary>Further header fields.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>The body.</summary>
    public ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>How the body is sent.</summary>
    public BodyDelivery Delivery { get; init; }
}
