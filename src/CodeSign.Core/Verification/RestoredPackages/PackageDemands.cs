using System.Security.Cryptography;
using System.Text;
using CodeSign.Keys;

namespace CodeSign.Verification.RestoredPackages;

/// <summary>What restored packages are held against, as a user says it.</summary>
/// <param name="Sources">Where the trusted roots come from.</param>
/// <param name="Revocation">Where the status of certificates comes from.</param>
/// <param name="PolicyFile">Full path of the policy's file, if there is one.</param>
public sealed record PackageDemands(TrustSources Sources, RevocationMode Revocation, string? PolicyFile)
{
    /// <summary>
    /// Whether what was accepted before may go unseen later: on one's own machine, and where nothing is asked of servers.
    /// </summary>
    /// <param name="environment">Reads an environment variable.</param>
    public bool MayBeRemembered(Func<string, string?> environment) =>
        ContinuousIntegration.Detect(environment) is null && Revocation is RevocationMode.Off or RevocationMode.Offline;

    /// <summary>Stands for all of it, contents of files and the version of this code included: SHA-256, in hexadecimal digits.</summary>
    /// <exception cref="IOException">A file can't be read.</exception>
    /// <exception cref="UnauthorizedAccessException">A file can't be read by this user.</exception>
    public string Fingerprint()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(typeof(PackageDemands).Assembly.ManifestModule.ModuleVersionId.ToByteArray());
        // Without ToString, the formatting of each enumeration would have to be compiled first.
        hash.AppendData(Encoding.UTF8.GetBytes($"{Sources.Base.ToString()} {Sources.SdkDirectory} {Revocation.ToString()}\n"));
        foreach (var file in Sources.RootFiles.Append(PolicyFile).OfType<string>())
            hash.AppendData(SHA256.HashData(File.ReadAllBytes(file)));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
