using System.Text;

namespace CodeSign.Core.Tests.Formats.Containers;

/// <summary>An entry of an archive that tests make by hand.</summary>
internal sealed record TestEntry(string Name, byte[] Content)
{
    public bool IsStored { get; init; }

    /// <summary>The length of the data descriptor: 0, 12, 16, 20 or 24.</summary>
    public int Descriptor { get; init; }

    /// <summary>Whether both headers have a zip64 extra field.</summary>
    public bool IsZip64 { get; init; }

    /// <summary>Flags besides those that follow from the rest.</summary>
    public ushort Flags { get; init; }

    /// <summary>A method that the content is not really compressed by.</summary>
    public ushort? Method { get; init; }

    public uint Time { get; init; } = 0x5A21_6B2C;

    public uint ExternalAttributes { get; init; } = 0x81A4_0000;

    public byte[] Extra { get; init; } = [];

    public string Comment { get; init; } = "";

    /// <summary>What the local header calls it, where that is to be something else.</summary>
    public string? LocalName { get; init; }

    /// <summary>What is added to the size in the central directory.</summary>
    public int Lie { get; init; }

    public static TestEntry Text(string name) => new(name, Encoding.UTF8.GetBytes(string.Join(' ', Enumerable.Repeat(name, 50))));
}
