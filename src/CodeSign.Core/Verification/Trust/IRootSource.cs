using System.Security.Cryptography.X509Certificates;

namespace CodeSign.Verification.Trust;

/// <summary>Trusted roots that can be asked for by subject. Safe for use by several threads at once.</summary>
internal interface IRootSource
{
    /// <summary>Adds the roots whose subject has exactly this DER.</summary>
    void Find(ReadOnlyMemory<byte> subject, ICollection<X509Certificate2> found);

    /// <summary>A SHA-256 that stands for all of the roots.</summary>
    byte[] Fingerprint();
}
