using System.Security.Cryptography;
using CodeSign.FileSystem;
using CodeSign.Manifests;
using CodeSign.Verification.Content;
using CodeSign.Verification.Detached;
using CodeSign.Verification.NuGetPackage;
using CodeSign.Verification.Policies;
using CodeSign.Verification.PortableExecutable;
using CodeSign.Verification.Revocation;
using CodeSign.Verification.Signatures;

namespace CodeSign.Verification;

/// <summary>
/// Verifies files that carry their signature inside, recognised by content: portable executables and NuGet packages; and files of any
/// kind with a signature beside them. It shares nothing with what signs. Certificates and chains it has seen are kept, so use one
/// verifier for many files; it is safe for use by several threads at once.
/// </summary>
public sealed class ArtifactVerifier
{
    /// <summary>How many of a file's first bytes tell its kind.</summary>
    internal const int BeginningSize = 8;

    private readonly IFormatVerifier[] _formats;
    private readonly DetachedSignatureVerifier _detached;
    private readonly Lazy<RevocationVerifier> _revocation;

    /// <summary>Makes a verifier with what it has to know about chains.</summary>
    /// <param name="chains">Shared with others that verify chains; its own by default.</param>
    public ArtifactVerifier(CertificateChainVerifier? chains = null)
    {
        Chains = chains ?? new CertificateChainVerifier();
        var evaluator = new SignatureEvaluator(Chains);
        _formats = [new PortableExecutableVerifier(evaluator), new NuGetPackageVerifier(evaluator)];
        _detached = new DetachedSignatureVerifier(evaluator);
        _revocation = new(() => new RevocationVerifier(new RevocationSource(Chains.Certificates), evaluator));
    }

    /// <summary>What validates the chains, for others to share.</summary>
    public CertificateChainVerifier Chains { get; }

    /// <summary>Verifies a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">What it is held against.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="IOException">The file can't be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file can't be read by this user.</exception>
    public async Task<VerificationResult> VerifyAsync(string path, VerificationOptions options, CancellationToken cancellationToken)
    {
        var file = Open(path);
        await using (file.ConfigureAwait(false))
            return await VerifyAsync(file, options, path, cancellationToken);
    }

    /// <summary>Verifies a file.</summary>
    /// <param name="file">The file, readable and seekable. It is read from its beginning; the position afterwards is undefined.</param>
    /// <param name="options">What it is held against.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="IOException">The file can't be read.</exception>
    public Task<VerificationResult> VerifyAsync(Stream file, VerificationOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(file);
        return VerifyAsync(file, options, path: null, cancellationToken);
    }

    /// <summary>Whether a file that begins so is of a kind that carries its signature inside.</summary>
    internal bool Recognises(ReadOnlySpan<byte> beginning)
    {
        foreach (var format in _formats)
            if (format.Recognises(beginning))
                return true;
        return false;
    }

    private Task<VerificationResult> VerifyAsync(
        Stream file, VerificationOptions options, string? path, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        return options.Policy is { } policy
            ? VerifyAsync(file, policy, options, path, cancellationToken)
            : VerifyContentAsync(file, options, cancellationToken);
    }

    private async Task<VerificationResult> VerifyAsync(
        Stream file, VerificationPolicy policy, VerificationOptions options, string? path, CancellationToken cancellationToken)
    {
        var result = await VerifyContentAsync(file, options, cancellationToken);
        var item = options.Item ?? new PolicyItem { Path = path ?? "" };
        if (item.PackageId is null && result.Format == NuGetPackageVerifier.FormatName)
            item = item with { PackageId = PackageIdReader.TryRead(file) };
        return await ApplyPolicyAsync(result, policy, item, path, options, cancellationToken);
    }

    private Task<VerificationResult> ApplyPolicyAsync(
        VerificationResult result,
        VerificationPolicy policy,
        PolicyItem item,
        string? path,
        VerificationOptions options,
        CancellationToken cancellationToken)
    {
        var manifests = item.Manifests ?? (path is null ? [] : ManifestEvidence.Beside(path));
        return PolicyEvaluator.ApplyAsync(
            result,
            policy,
            item,
            rule => new ManifestEvidence(this, options, rule).FindProblemAsync(result, manifests, cancellationToken),
            options.Clock.GetUtcNow());
    }

    private async Task<VerificationResult> VerifyContentAsync(
        Stream file, VerificationOptions options, CancellationToken cancellationToken)
    {
        var length = file.Length;
        var findings = new FindingCollector();
        var beginning = FileScanner.Read(file, new ByteRange(0, Math.Min(length, BeginningSize)));
        var format = Array.Find(_formats, candidate => candidate.Recognises(beginning));
        if (format is not null)
        {
            var verification = await format.VerifyAsync(file, options, findings, cancellationToken);
            if (options.Revocation.Mode != RevocationMode.Off)
                verification = await CheckRevocationAsync(verification, options, cancellationToken);
            return VerdictRules.Conclude(format.Name, length, verification, options, findings);
        }

        findings.Note(FindingKind.UnknownFormat, "The file is of no kind that carries a signature inside.");
        using var hash = new HashSink(HashAlgorithmName.SHA256, new ByteRange(0, length));
        await FileScanner.ScanAsync(file, length, [hash], cancellationToken);
        return VerdictRules.Conclude(
            null, length, new FileVerification { Signatures = [], Sha256 = hash.Finish() }, options, findings);
    }

    /// <summary>Verifies a signature that stands in a file of its own.</summary>
    /// <param name="content">Path of the file that it is about.</param>
    /// <param name="signature">Path of the signature's file: a CMS SignedData, DER.</param>
    /// <param name="options">What it is held against.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>What was found; length and SHA-256 are those of the signature's file.</returns>
    /// <exception cref="IOException">A file can't be read.</exception>
    /// <exception cref="UnauthorizedAccessException">A file can't be read by this user.</exception>
    public async Task<VerificationResult> VerifyDetachedAsync(
        string content, string signature, VerificationOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        await using var contentFile = Open(content);
        await using var signatureFile = Open(signature);
        return await VerifyDetachedAsync(contentFile, signatureFile, options, content, cancellationToken);
    }

    /// <summary>Verifies a signature that stands in a file of its own.</summary>
    /// <param name="content">The file that it is about, readable and seekable. It is read from its beginning.</param>
    /// <param name="signature">The signature: a CMS SignedData, DER; readable and seekable.</param>
    /// <param name="options">What it is held against.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>What was found; length and SHA-256 are those of the signature.</returns>
    /// <exception cref="IOException">A file can't be read.</exception>
    public Task<VerificationResult> VerifyDetachedAsync(
        Stream content, Stream signature, VerificationOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(content);
        ArgumentNullException.ThrowIfNull(signature);
        ArgumentNullException.ThrowIfNull(options);
        return VerifyDetachedAsync(content, signature, options, path: null, cancellationToken);
    }

    private async Task<VerificationResult> VerifyDetachedAsync(
        Stream content, Stream signature, VerificationOptions options, string? path, CancellationToken cancellationToken)
    {
        var findings = new FindingCollector();
        var verification = await _detached.VerifyAsync(content, signature, options, findings, cancellationToken);
        if (options.Revocation.Mode != RevocationMode.Off)
            verification = await CheckRevocationAsync(verification, options, cancellationToken);
        var result = VerdictRules.Conclude(DetachedSignatureVerifier.Name, signature.Length, verification, options, findings);
        return options.Policy is { } policy
            ? await ApplyPolicyAsync(
                result, policy, options.Item ?? new PolicyItem { Path = path ?? "" }, path, options, cancellationToken)
            : result;
    }

    /// <summary>Verifies the signature beside a signature manifest. What a policy demands of files is not demanded of it.</summary>
    /// <param name="manifest">Path of the manifest.</param>
    /// <param name="options">Whom to trust.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>What was found; <see langword="null"/> where no signature stands beside the manifest.</returns>
    /// <exception cref="IOException">A file can't be read.</exception>
    /// <exception cref="UnauthorizedAccessException">A file can't be read by this user.</exception>
    public async Task<VerificationResult?> VerifyManifestAsync(
        string manifest, VerificationOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        var signature = SignatureManifestFile.SignatureOf(manifest);
        return File.Exists(signature)
            ? await VerifyDetachedAsync(manifest, signature, options with { Policy = null, Item = null }, cancellationToken)
            : null;
    }

    private async Task<FileVerification> CheckRevocationAsync(
        FileVerification verification, VerificationOptions options, CancellationToken cancellationToken)
    {
        var signatures = new List<VerifiedSignature>(verification.Signatures.Count);
        foreach (var signature in verification.Signatures)
            signatures.Add(await _revocation.Value.ApplyAsync(signature, options, cancellationToken));
        return verification with { Signatures = signatures };
    }

    private static FileStream Open(string path)
    {
        RegularFile.Require(path);
        return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.SequentialScan);
    }
}
