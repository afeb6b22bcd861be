using System.Security.Cryptography;
using CodeSign.Keys;

namespace CodeSign.Verification.Revocation;

/// <summary>
/// Lists and answers on disk, named after where they came from and what was asked. What is in it is believed no more than what comes
/// over the network. A cache that can't be written or read is an empty one.
/// </summary>
internal sealed class RevocationCache(string? folder, int mostBytes)
{
    private readonly string? _folder = folder ?? DefaultFolder();

    public async Task<ReadOnlyMemory<byte>?> ReadAsync(Uri address, byte[] request, CancellationToken cancellationToken)
    {
        if (_folder is null)
            return null;
        try
        {
            var file = new FileInfo(PathOf(_folder, address, request));
            return file.Exists && file.Length <= mostBytes ? await File.ReadAllBytesAsync(file.FullName, cancellationToken) : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    public async Task WriteAsync(Uri address, byte[] request, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        if (_folder is not null)
            await CacheFile.TryWriteAsync(PathOf(_folder, address, request), content, cancellationToken);
    }

    private static string? DefaultFolder() =>
        UserFolders.LocalApplicationData() is { Length: > 0 } folder ? Path.Combine(folder, "CodeSign.Build", "revocation") : null;

    private static string PathOf(string folder, Uri address, byte[] request)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(System.Text.Encoding.UTF8.GetBytes(address.AbsoluteUri));
        hash.AppendData(request);
        return Path.Combine(folder, Convert.ToHexStringLower(hash.GetHashAndReset()) + (request.Length == 0 ? ".crl" : ".ocsp"));
    }
}
