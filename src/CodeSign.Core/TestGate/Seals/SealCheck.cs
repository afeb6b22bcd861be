using System.Security.Cryptography.X509Certificates;
using CodeSign.Diagnostics;
using CodeSign.Keys.Certificates;
using CodeSign.Verification;

namespace CodeSign.TestGate.Seals;

/// <summary>
/// Whether results and evidence are, one and all, those that the owner of a certificate has sealed. The certificate itself is trusted, and
/// nothing above it.
/// </summary>
/// <param name="certificates">The certificates, one of which must have signed each seal.</param>
/// <param name="clock">The clock: a certificate must be valid at its time.</param>
internal sealed class SealCheck(IReadOnlyList<X509Certificate2> certificates, TimeProvider clock)
{
    private const string SealAgain = "Seal the results in the job that ran the tests, and take all files that it left.";

    private readonly List<Diagnostic> _diagnostics = [];

    /// <summary>Checks.</summary>
    /// <param name="options">Names the certificate, the seals and the files.</param>
    /// <param name="files">The files that are judged, as they were read.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>Who has sealed, and what speaks against it; nobody where no seal is asked for.</returns>
    /// <exception cref="CodeSignException">The certificate can't be read.</exception>
    public static async Task<SealVerdict> CheckAsync(
        TestGateOptions options, IReadOnlyList<JudgedFile> files, CancellationToken cancellationToken)
    {
        if (options.SealCertificate is not { } certificate)
            return new SealVerdict(SealedBy: null, []);
        var certificates = CertificateFile.Load(certificate, "CodeSignTestEvidenceCertificate");
        try
        {
            var check = new SealCheck(certificates, options.Clock);
            string[] seals = [.. options.Results.Where(TestFiles.IsSeal).Distinct(StringComparer.Ordinal)];
            await check.CheckAsync(seals, files, options.Location, cancellationToken);
            return new SealVerdict(certificates[0].Subject, check._diagnostics);
        }
        finally
        {
            foreach (var loaded in certificates)
                loaded.Dispose();
        }
    }

    private async Task CheckAsync(
        string[] seals, IReadOnlyList<JudgedFile> files, string? location, CancellationToken cancellationToken)
    {
        if (seals.Length == 0)
        {
            _diagnostics.Add(TestGateDiagnostics.NotSealed.Create(
                $"No seal (*{TestFiles.SealSuffix}) is among the results, and CodeSignTestEvidenceCertificate asks for one.",
                SealAgain, location));
            return;
        }

        var listed = new List<SealedFile>();
        foreach (var seal in seals)
            listed.AddRange(await OpenAsync(seal, cancellationToken));
        if (_diagnostics.Count == 0)
            Compare(listed, files);
    }

    /// <summary>What a seal lists, if it is signed by who must have signed it.</summary>
    private async Task<IReadOnlyList<SealedFile>> OpenAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            var (seal, file) = await TestSealFile.ReadAsync(path, cancellationToken);
            if (await FindProblemAsync(path, file, cancellationToken) is not { } problem)
                return seal.Files;
            _diagnostics.Add(problem);
        }
        catch (CodeSignException e)
        {
            _diagnostics.Add(e.Diagnostic);
        }

        return [];
    }

    private async Task<Diagnostic?> FindProblemAsync(string path, HashedFile file, CancellationToken cancellationToken)
    {
        var (name, signaturePath) = (Path.GetFileName(path), TestSealFile.SignatureOf(path));
        if (!File.Exists(signaturePath))
            return TestGateDiagnostics.NotSealed.Create($"The seal {name} has no signature beside it.", SealAgain, path);

        var result = await VerifyAsync(file, signaturePath, cancellationToken);
        if (result.Signatures is not [{ State: SignatureState.Untrusted, Signer: { } signer }] || result.Verdict == Verdict.Invalid)
            return TestGateDiagnostics.ChangedSinceSealed.Create(
                $"The seal {name} is not what was signed: {result.Failure}", SealAgain, path);
        if (!certificates.Any(certificate => certificate.RawDataMemory.Span.SequenceEqual(signer.RawDataMemory.Span)))
            return TestGateDiagnostics.SealedByOther.Create(
                $"The seal {name} is signed by {ForeignText.InOneLine(signer.Subject)}, whose certificate is not the one of "
                + "CodeSignTestEvidenceCertificate.",
                "Seal with the key whose certificate is expected, or name the certificate of who sealed.", path);
        var now = clock.GetUtcNow();
        return now < signer.NotBefore || now > signer.NotAfter
            ? TestGateDiagnostics.SealedByOther.Create(
                $"The certificate that signed the seal {name} is valid from {signer.NotBefore:u} to {signer.NotAfter:u}, and not now.",
                "Seal with a key whose certificate is valid.", path)
            : null;
    }

    private async Task<VerificationResult> VerifyAsync(HashedFile file, string signaturePath, CancellationToken cancellationToken)
    {
        try
        {
            await using var signature = Signing.SharedFile.OpenRead(signaturePath);
            var options = VerificationOptions.Integrity with { Clock = clock };
            return await new ArtifactVerifier().VerifyDetachedAsync(
                new MemoryStream(file.Content, writable: false), signature, options, cancellationToken);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw TestGateDiagnostics.UnreadableSeal.Exception(
                $"{Path.GetFileName(signaturePath)} can't be read: {e.Message}", "Make it readable for this user.", signaturePath, e);
        }
    }

    private void Compare(List<SealedFile> listed, IReadOnlyList<JudgedFile> files)
    {
        var digests = listed.Select(file => file.Sha256).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var names = listed.Select(file => file.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var file in files.Where(file => !digests.Contains(file.Sha256)))
        {
            var name = Path.GetFileName(file.Path);
            _diagnostics.Add(names.Contains(name)
                ? TestGateDiagnostics.ChangedSinceSealed.Create($"{name} is not the file that was sealed.", SealAgain, file.Path)
                : TestGateDiagnostics.NotSealed.Create($"No seal covers {name}.", SealAgain, file.Path));
        }

        var given = files.Select(file => file.Sha256).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var there = files.Select(file => Path.GetFileName(file.Path)).ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var missing in listed.Where(file => !given.Contains(file.Sha256) && !there.Contains(file.Name)))
            _diagnostics.Add(TestGateDiagnostics.ChangedSinceSealed.Create(
                $"{ForeignText.InOneLine(missing.Name)} was sealed and is not among the results.", SealAgain));
    }
}
