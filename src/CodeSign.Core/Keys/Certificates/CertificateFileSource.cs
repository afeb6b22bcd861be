using System.Security.Cryptography.X509Certificates;

namespace CodeSign.Keys.Certificates;

/// <summary>The certificates of a file, read when first asked for.</summary>
internal sealed class CertificateFileSource(string path)
{
    private readonly Lazy<IReadOnlyList<X509Certificate2>> _certificates =
        new(() => CertificateFile.Load(path, "CodeSignTrustedRoots"));

    public IEnumerable<X509Certificate2> FindBySubject(ReadOnlyMemory<byte> subject) =>
        _certificates.Value.Where(c => subject.Span.SequenceEqual(c.SubjectName.RawData));
}
