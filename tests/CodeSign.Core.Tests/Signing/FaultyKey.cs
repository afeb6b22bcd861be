using CodeSign.Cms;
using CodeSign.Diagnostics;
using CodeSign.Keys;

namespace CodeSign.Core.Tests.Signing;

/// <summary>A key that does something of the test's before each signature.</summary>
internal sealed class FaultyKey(ISigningKey key, Action<int> before) : ISigningKey
{
    public static readonly DiagnosticDescriptor Broken = new("CSB9999", DiagnosticSeverity.Error, "A key of the tests fails");
    private int _count;

    public KeyAlgorithm Algorithm => key.Algorithm;

    public ValueTask<byte[]> SignDigestAsync(ReadOnlyMemory<byte> digest, DigestAlgorithm algorithm, CancellationToken cancellationToken)
    {
        before(Interlocked.Increment(ref _count));
        return key.SignDigestAsync(digest, algorithm, cancellationToken);
    }

    public void Dispose() => key.Dispose();
}
