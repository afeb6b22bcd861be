using System.Security.Cryptography;
using CodeSign.Cms;

namespace CodeSign.Formats;

/// <summary>Hashes certain stretches of a file.</summary>
internal sealed class HashSink(DigestAlgorithm algorithm, params FileRange[] ranges) : IChunkSink, IDisposable
{
    private readonly IncrementalHash _hash = algorithm.Start();

    /// <inheritdoc/>
    public void Take(ReadOnlySpan<byte> chunk, long offset)
    {
        foreach (var range in ranges)
            Append(range.Within(chunk, offset, out _));
    }

    /// <summary>Hashes bytes that do not come from the file.</summary>
    public void Append(ReadOnlySpan<byte> data)
    {
        if (!data.IsEmpty)
            _hash.AppendData(data);
    }

    /// <summary>Ends the hash and gives it.</summary>
    public byte[] Finish() => _hash.GetHashAndReset();

    /// <inheritdoc/>
    public void Dispose() => _hash.Dispose();
}
