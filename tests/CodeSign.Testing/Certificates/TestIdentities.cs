namespace CodeSign.Testing;

/// <summary>
/// One authority and a few certificates for all tests of a process, made on first use: keys are slow to make. They are never
/// disposed, and nothing of them is kept on disk. A test that needs something special issues it from <see cref="Authority"/>.
/// </summary>
public static class TestIdentities
{
    private static readonly Lazy<CertificateAuthority> LazyAuthority = new(() => CertificateAuthority.Create(withIntermediate: true));
    private static readonly Lazy<CertificateAuthority> LazyStranger = new(() => CertificateAuthority.Create("CodeSign Unknown Root"));
    private static readonly Lazy<TestCertificate> LazyCodeSigning = new(() => Authority.Issue());
    private static readonly Lazy<TestCertificate> LazyCodeSigningByRoot = new(() => Authority.Issue(new() { ByRoot = true }));
    private static readonly Lazy<TestCertificate> LazyCodeSigningEc = new(() => Authority.Issue(new() { KeyKind = TestKeyKind.EcP256 }));
    private static readonly Lazy<TestCertificate> LazyTimestamping = new(() => Authority.IssueTimestamping());
    private static readonly Lazy<TestCertificate> LazyTimestampingEc =
        new(() => Authority.IssueTimestamping(CertificateOptions.ForTimestamping with { KeyKind = TestKeyKind.EcP256 }));
    private static readonly Lazy<TestCertificate> LazySelfSigned =
        new(() => Authority.Issue(new() { SelfSigned = true, Subject = "CN=CodeSign Self-signed, O=CodeSign Tests, C=CH" }));

    /// <summary>Root and intermediate, RSA-2048, that issued all the others.</summary>
    public static CertificateAuthority Authority => LazyAuthority.Value;

    /// <summary>An authority that nothing trusts: a root of its own, without an intermediate.</summary>
    public static CertificateAuthority Stranger => LazyStranger.Value;

    /// <summary>A code-signing certificate, RSA-2048.</summary>
    public static TestCertificate CodeSigning => LazyCodeSigning.Value;

    /// <summary>
    /// A code-signing certificate, RSA-2048, issued by the root itself: <c>dotnet nuget sign</c> takes no other from a file.
    /// </summary>
    public static TestCertificate CodeSigningByRoot => LazyCodeSigningByRoot.Value;

    /// <summary>A code-signing certificate, P-256.</summary>
    public static TestCertificate CodeSigningEc => LazyCodeSigningEc.Value;

    /// <summary>A timestamp authority's certificate, RSA-2048.</summary>
    public static TestCertificate Timestamping => LazyTimestamping.Value;

    /// <summary>A timestamp authority's certificate, P-256.</summary>
    public static TestCertificate TimestampingEc => LazyTimestampingEc.Value;

    /// <summary>A self-signed code-signing certificate, RSA-2048.</summary>
    public static TestCertificate SelfSigned => LazySelfSigned.Value;
}
