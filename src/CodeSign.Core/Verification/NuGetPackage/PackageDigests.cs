using System.Security.Cryptography;
using CodeSign.Verification.Content;
using CodeSign.Verification.Messages;

namespace CodeSign.Verification.NuGetPackage;

/// <summary>The digests of a package that is read once: of the file, and of its content by those algorithms that are asked for.</summary>
internal sealed class PackageDigests : IDisposable
{
    private readonly ForkedHashSink _sha256;
    private readonly HashSink? _sha384;
    private readonly HashSink? _sha512;
    private readonly MessageDigest? _signed;
    private readonly bool _contentWanted;

    /// <summary>Starts the digests.</summary>
    /// <param name="contentEnd">Where the content of the package ends, its tail apart.</param>
    /// <param name="signed">The algorithm of the signature, where there is one.</param>
    /// <param name="contentWanted">Whether <see cref="Content"/> is.</param>
    public PackageDigests(long contentEnd, MessageDigest? signed, bool contentWanted)
    {
        var content = new ByteRange(0, contentEnd);
        _signed = signed;
        _contentWanted = contentWanted;
        _sha256 = new ForkedHashSink(HashAlgorithmName.SHA256, contentEnd);
        _sha384 = signed == MessageDigest.Sha384 ? new HashSink(HashAlgorithmName.SHA384, content) : null;
        _sha512 = contentWanted || signed == MessageDigest.Sha512 ? new HashSink(HashAlgorithmName.SHA512, content) : null;
        Sinks = [.. new IByteSink?[] { _sha512, _sha384, _sha256 }.OfType<IByteSink>()];
    }

    /// <summary>What the file has to be read into; the slowest first.</summary>
    public IReadOnlyList<IByteSink> Sinks { get; }

    /// <summary>SHA-256 of the file.</summary>
    public ReadOnlyMemory<byte> File { get; private set; }

    /// <summary>The digests of the content, where wanted.</summary>
    public PackageContentDigests? Content { get; private set; }

    /// <summary>The digest of the content by the signature's algorithm; empty where there is none.</summary>
    public ReadOnlyMemory<byte> Signed { get; private set; }

    /// <summary>Ends the digests, once the file has been read.</summary>
    /// <param name="tail">What stood behind the content before the package was signed.</param>
    public void Finish(ReadOnlySpan<byte> tail)
    {
        File = _sha256.Finish();
        var sha256 = _sha256.FinishFork(tail);
        var sha512 = _sha512?.Finish(tail);
        Content = _contentWanted ? new PackageContentDigests(sha256, sha512) : null;
        Signed = _signed == MessageDigest.Sha256 ? sha256
            : _signed == MessageDigest.Sha512 ? sha512
            : _sha384?.Finish(tail);
    }

    public void Dispose()
    {
        _sha256.Dispose();
        _sha384?.Dispose();
        _sha512?.Dispose();
    }
}
