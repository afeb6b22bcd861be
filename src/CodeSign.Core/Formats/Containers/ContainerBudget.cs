using System.Globalization;

namespace CodeSign.Formats.Containers;

/// <summary>What is left of the limits while an archive is unpacked, and the archives in it.</summary>
internal sealed class ContainerBudget
{
    private readonly ContainerLimits _limits;
    private readonly string _path;
    private readonly long _allBytes;
    private long _bytes;
    private int _entries;
    private int _depth;

    /// <summary>Starts with all of it.</summary>
    /// <param name="limits">How much that is.</param>
    /// <param name="path">The outermost archive, for messages.</param>
    /// <param name="length">Its length, bytes.</param>
    public ContainerBudget(ContainerLimits limits, string path, long length)
    {
        _limits = limits;
        _path = path;
        var expanded = length > long.MaxValue / limits.Expansion ? long.MaxValue : length * limits.Expansion;
        _allBytes = _bytes = Math.Max(limits.FreeBytes, expanded);
        _entries = limits.Entries;
    }

    /// <summary>Goes into an archive.</summary>
    /// <param name="place">Which, for messages.</param>
    /// <exception cref="Diagnostics.CodeSignException">It lies too deep.</exception>
    public void Enter(string place)
    {
        if (++_depth > _limits.Depth)
            throw ContainerDiagnostics.TooDeep.Exception(
                $"{place} lies more than {_limits.Depth} archives deep.",
                "Ship it otherwise, or leave the archive around it as it is: a CodeSignFile item with Sign=\"false\".", _path);
    }

    /// <summary>Comes out of it again.</summary>
    public void Leave() => _depth--;

    /// <summary>Takes the entries of an archive.</summary>
    /// <exception cref="Diagnostics.CodeSignException">There are too many.</exception>
    public void TakeEntries(int count)
    {
        _entries -= count;
        if (_entries < 0)
            throw Expands(string.Create(CultureInfo.InvariantCulture, $"It has more than {_limits.Entries} entries"));
    }

    /// <summary>Takes room for content that is to be unpacked.</summary>
    /// <exception cref="Diagnostics.CodeSignException">There is not so much left.</exception>
    public void TakeBytes(long count)
    {
        _bytes -= count;
        if (_bytes < 0)
            throw Expands(string.Create(CultureInfo.InvariantCulture, $"What is to be looked into unpacks to more than {_allBytes} bytes"));
    }

    private Diagnostics.CodeSignException Expands(string what) => ContainerDiagnostics.Expands.Exception(
        $"{what}: the archive is a zip bomb, or holds what nobody ships in one.",
        "Find out who made it. Split it, or ship it, or the archive in it that is so large, as it is: a CodeSignFile item with Sign=\"false\".",
        _path);
}
