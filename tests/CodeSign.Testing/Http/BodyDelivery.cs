namespace CodeSign.Testing;

/// <summary>How the loopback server sends a body.</summary>
public enum BodyDelivery
{
    /// <summary>As it should.</summary>
    Whole,

    /// <summary>The first half, and then the connection is closed.</summary>
    Truncated,

    /// <summary>Over and over, without an announced length, until the client goes away.</summary>
    Endless,

    /// <summary>No answer at all: the connection is reset.</summary>
    Reset,

    /// <summary>No answer at all: the connection stays open and silent.</summary>
    Silence,

    /// <summary>The header fields and half of the body, and then silence.</summary>
    Stall,
}
