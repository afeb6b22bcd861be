using System.Security.Cryptography;

namespace CodeSign.Verification.Content;

/// <summary>Hashes some ranges of a file: all of it, or what a format's signature covers.</summary>
internal sealed class HashSink : IByteSink, IDisposable
{
    private readonly IncrementalHash _hash;
    private readonly ByteRange[] _ranges;

    /// <summary>Hashes ranges that are in order and don't overlap.</summary>
    public HashSink(HashAlgorithmName algorithm, params ByteRange[] ranges)
    {
        _hash = IncrementalHash.CreateHash(algorithm);
        _ranges = ranges;
    }

    public void Append(long offset, ReadOnlySpan<byte> bytes)
    {
        foreach (var range in _ranges)
        {
            var part = range.Of(offset, bytes);
            if (!part.IsEmpty)
                _hash.AppendData(part);
        }
    }

    /// <summary>Ends the hash, with bytes that follow the ranges.</summary>
    public byte[] Finish(params ReadOnlySpan<byte> tail)
    {
        _hash.AppendData(tail);
        return _hash.GetHashAndReset();
    }

    public void Dispose() => _hash.Dispose();
}
