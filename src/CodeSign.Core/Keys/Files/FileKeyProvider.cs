using CodeSign.Diagnostics;
using CodeSign.Keys.Certificates;
using CodeSign.Keys.Files.Pkcs12;

namespace CodeSign.Keys.Files;

/// <summary>
/// Keys in files, decrypted in memory and never put into a key store of the operating system: PKCS #12 and PEM, told by content.
/// </summary>
public sealed class FileKeyProvider : IKeyProvider
{
    /// <inheritdoc/>
    public string? Scheme => null;

    /// <inheritdoc/>
    public string Usage => "the path of a .pfx, .p12 or .pem file";

    /// <inheritdoc/>
    public Task<OpenedKey> OpenAsync(
        KeyReference reference, KeyOptions options, IEngineLog log, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(reference);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(log);

        // Files of a few kilobytes: reading them asynchronously would take longer than reading them.
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(Open(reference.GetPath(options.BaseDirectory), options, log));
    }

    private static OpenedKey Open(string path, KeyOptions options, IEngineLog log)
    {
        using var file = Read(path);
        WarnIfOpen(path, log);
        using var password = PasswordSource.Read(options, log);
        var contents = Parse(file.Memory, path, password, options);
        try
        {
            AddCertificateFile(contents, options);
            return Choose(contents, path);
        }
        catch
        {
            contents.Dispose();
            throw;
        }
    }

    private static SecretBytes Read(string path)
    {
        try
        {
            return BoundedFile.Read(path);
        }
        catch (Exception e) when (FileFailure.IsFileFailure(e))
        {
            throw KeyDiagnostics.KeyFileUnreadable.Exception(
                $"The key file can't be read. {FileFailure.Describe(e)}",
                "Check the property CodeSignKey: a relative path starts at the project's folder.", path, e);
        }
    }

    private static KeyFileContents Parse(ReadOnlyMemory<byte> file, string path, Password? password, KeyOptions options)
    {
        try
        {
            if (Pkcs12File.Recognises(file.Span))
                return Pkcs12File.Read(file, password);

            if (PemKeyFile.Recognises(file.Span))
                return PemKeyFile.Read(file.Span, password);

            throw KeyFileException.Damaged("It is neither PKCS #12 nor PEM.");
        }
        catch (KeyFileException e)
        {
            throw KeyFileDiagnosis.Of(e, path, password, options);
        }
    }

    private static void AddCertificateFile(KeyFileContents contents, KeyOptions options)
    {
        if (!string.IsNullOrEmpty(options.CertificateFile))
            contents.Certificates.AddRange(
                CertificateFile.Load(KeyPath.Resolve(options.CertificateFile, options.BaseDirectory), "CodeSignCertificate"));
    }

    private static OpenedKey Choose(KeyFileContents contents, string path)
    {
        var (key, certificate) = KeyPairing.Choose(contents, path);
        contents.Keys.Remove(key);
        foreach (var unused in contents.Keys)
            unused.Dispose();

        var signingKey = new FileSigningKey(key, path);
        if (!KeyPairing.Proves(signingKey, certificate))
        {
            signingKey.Dispose();
            throw KeyDiagnostics.NotAPair.Exception(
                $"What the private key signs does not verify with the certificate '{certificate.Subject}'.",
                "The private key is damaged: restore the key file.", path);
        }

        var others = contents.Certificates.Where(c => !ReferenceEquals(c, certificate)).ToList();
        return new OpenedKey(signingKey, certificate, others, KeyKind.File, path);
    }

    private static void WarnIfOpen(string path, IEngineLog log)
    {
        if (FileAccessCheck.IsOpenToOthers(path))
            log.Report(KeyDiagnostics.KeyFileOpenToOthers.Create(
                $"Users other than the owner have access to the key file ({FileAccessCheck.DescribeMode(path)}).",
                $"Close it: chmod 600 \"{path}\".", path));
    }
}
