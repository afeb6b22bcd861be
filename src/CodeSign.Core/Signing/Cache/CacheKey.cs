using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using CodeSign.Formats;
using CodeSign.Keys;

namespace CodeSign.Signing.Cache;

/// <summary>
/// The SHA-256 over everything that decides what a signature looks like and whether it is accepted. Where anything differs, it is
/// another key, and the file is signed anew.
/// </summary>
internal sealed class CacheKey
{
    private readonly byte[] _digest;

    private CacheKey(byte[] digest)
    {
        _digest = digest;
        Name = Convert.ToHexStringLower(digest);
    }

    /// <summary>The digest, 32 bytes.</summary>
    public ReadOnlySpan<byte> Digest => _digest;

    /// <summary>The digest, hexadecimal, lower case.</summary>
    public string Name { get; }

    /// <summary>Makes the key, or gives <see langword="null"/> where the timestamp authority can't say what it accepts.</summary>
    /// <param name="format">The format's short name.</param>
    /// <param name="signable">The staged file: its SHA-256 is that of the whole unsigned file.</param>
    /// <param name="profile">How it is signed.</param>
    public static CacheKey? Of(string format, ISignable signable, SigningProfile profile)
    {
        if (profile.Timestamps is { Acceptance: null })
            return null;

        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append(hash, "CodeSign.Build signature cache");
        // The writer's version: every build of this assembly has an identifier of its own.
        Append(hash, typeof(CacheKey).Assembly.ManifestModule.ModuleVersionId.ToByteArray());
        Append(hash, format);
        Append(hash, signable.SourceSha256.Span);
        Append(hash, profile.Signer.Certificate.PublicKey.ExportSubjectPublicKeyInfo());
        Append(hash, profile.Signer.Chain.Count.ToString(System.Globalization.CultureInfo.InvariantCulture));
        foreach (var certificate in profile.Signer.Chain)
            Append(hash, certificate.RawDataMemory.Span);
        Append(hash, profile.Digest.Oid);
        Append(hash, profile.Description);
        Append(hash, profile.DescriptionUrl?.AbsoluteUri);
        Append(hash, profile.Existing.ToString());
        Append(hash, profile.Timestamps?.Acceptance);
        Append(hash, profile.Signer.Kind == KeyKind.Development ? "development" : "release");
        return new CacheKey(hash.GetHashAndReset());
    }

    private static void Append(IncrementalHash hash, string? text)
    {
        if (text is null)
            Append(hash, [], length: -1);
        else
            Append(hash, Encoding.UTF8.GetBytes(text));
    }

    private static void Append(IncrementalHash hash, ReadOnlySpan<byte> value) => Append(hash, value, value.Length);

    // With its length before it, no value can be taken for the end of one and the start of the next.
    private static void Append(IncrementalHash hash, ReadOnlySpan<byte> value, int length)
    {
        Span<byte> prefix = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(prefix, length);
        hash.AppendData(prefix);
        hash.AppendData(value);
    }
}
