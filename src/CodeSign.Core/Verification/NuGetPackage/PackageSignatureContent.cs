using System.Diagnostics.CodeAnalysis;
using System.Text;
using CodeSign.Verification.Messages;

namespace CodeSign.Verification.NuGetPackage;

/// <summary>
/// What a package signature signs (NuGet's package signatures technical specification, version 1): a text with the digest of the
/// package without its signature. It has one spelling.
/// </summary>
internal sealed record PackageSignatureContent(MessageDigest Digest, ReadOnlyMemory<byte> Value)
{
    private static readonly MessageDigest[] Allowed = [MessageDigest.Sha256, MessageDigest.Sha384, MessageDigest.Sha512];

    public static bool TryRead(ReadOnlySpan<byte> octets, [NotNullWhen(true)] out PackageSignatureContent? content)
    {
        content = null;
        foreach (var digest in Allowed)
        {
            var beginning = Encoding.ASCII.GetBytes($"Version:1\n\n{digest.Oid}-Hash:");
            if (!octets.StartsWith(beginning) || !octets.EndsWith("\n\n"u8) || octets.Length < beginning.Length + 2)
                continue;

            var base64 = Encoding.ASCII.GetString(octets[beginning.Length..^2]);
            var value = new byte[digest.Size];

            // Base64 has room for bits that nobody reads and for blanks: only the one spelling counts.
            if (Convert.TryFromBase64String(base64, value, out var size) && size == digest.Size && Convert.ToBase64String(value) == base64)
                content = new PackageSignatureContent(digest, value);
        }

        return content is not null;
    }
}
