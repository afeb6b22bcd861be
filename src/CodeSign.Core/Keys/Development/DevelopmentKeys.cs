using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace CodeSign.Keys.Development;

/// <summary>What a new development identity consists of.</summary>
internal sealed class DevelopmentKeys : IDisposable
{
    public required X509Certificate2 Root { get; init; }

    public required RSA SignerKey { get; init; }

    public required X509Certificate2 Signer { get; init; }

    public required RSA TimestampAuthorityKey { get; init; }

    public required X509Certificate2 TimestampAuthority { get; init; }

    public void Dispose()
    {
        Root.Dispose();
        SignerKey.Dispose();
        Signer.Dispose();
        TimestampAuthorityKey.Dispose();
        TimestampAuthority.Dispose();
    }
}
