using System.Security.Cryptography;

namespace CodeSign.Verification.Content;

/// <summary>
/// Hashes a file twice for the price of once: all of it, and all up to some place followed by other bytes.
/// </summary>
internal sealed class ForkedHashSink(HashAlgorithmName algorithm, long forkAt) : IByteSink, IDisposable
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(algorithm);
    private IncrementalHash? _fork;

    public void Append(long offset, ReadOnlySpan<byte> bytes)
    {
        var before = new ByteRange(0, forkAt).Of(offset, bytes);
        _hash.AppendData(before);
        if (before.Length == bytes.Length)
            return;

        _fork ??= _hash.Clone();
        _hash.AppendData(bytes[before.Length..]);
    }

    /// <summary>Ends the hash of all of the file.</summary>
    public byte[] Finish()
    {
        _fork ??= _hash.Clone();
        return _hash.GetHashAndReset();
    }

    /// <summary>Ends the hash of the bytes up to the fork, with others behind them. Call it after <see cref="Finish"/>.</summary>
    public byte[] FinishFork(ReadOnlySpan<byte> tail)
    {
        _fork!.AppendData(tail);
        return _fork.GetHashAndReset();
    }

    public void Dispose()
    {
        _hash.Dispose();
        _fork?.Dispose();
    }
}
