using System.Security.Cryptography.X509Certificates;

namespace CodeSign.Keys;

/// <summary>What opening a key depends on besides its reference: where to look, and where the password is. Never a secret itself.</summary>
public sealed record KeyOptions
{
    /// <summary>The name of the password's environment variable where users set no other.</summary>
    public const string DefaultPasswordVariable = "CODESIGN_KEY_PASSWORD";

    /// <summary>The folder that relative paths start from; full.</summary>
    public required string BaseDirectory { get; init; }

    /// <summary>The environment variable with the key's password or PIN (<c>CodeSignKeyPasswordVariable</c>).</summary>
    public string PasswordVariable { get; init; } = DefaultPasswordVariable;

    /// <summary>
    /// The file with the key's password or PIN (<c>CodeSignKeyPasswordFile</c>). Where it is set, the variable is not looked at.
    /// </summary>
    public string? PasswordFile { get; init; }

    /// <summary>A file with the certificate and its chain (<c>CodeSignCertificate</c>): PEM, PKCS #7, or one DER certificate.</summary>
    public string? CertificateFile { get; init; }

    /// <summary>Files with further roots, PEM (<c>CodeSignTrustedRoots</c>). They only complete chains here.</summary>
    public IReadOnlyList<string> TrustedRootFiles { get; init; } = [];

    /// <summary>
    /// Finds known roots by the DER of their subject, such as those that verification trusts: asked only for issuers that the files
    /// don't have. The certificates found stay the finder's own; what is used of them is copied.
    /// </summary>
    public Func<ReadOnlyMemory<byte>, IReadOnlyList<X509Certificate2>>? Roots { get; init; }

    /// <summary>
    /// Whether the platform validates the chain, beside other work, before the key is used (<see cref="SigningIdentity.PathValidation"/>).
    /// Verification of what was signed finds the same, later.
    /// </summary>
    public bool ValidatePath { get; init; } = true;

    /// <summary>Whether the development identity may be used in continuous integration (<c>CodeSignAllowDevelopmentKey</c>).</summary>
    public bool AllowDevelopmentKey { get; init; }

    /// <summary>Reads an environment variable. Passwords are read in no other way.</summary>
    public Func<string, string?> Environment { get; init; } = System.Environment.GetEnvironmentVariable;

    /// <summary>
    /// The user's folder for local application data, or an empty string where the user has none. The development identity lives in it.
    /// </summary>
    public Func<string> LocalApplicationData { get; init; } = UserFolders.LocalApplicationData;

    /// <summary>The clock that validity is judged by.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;
}
