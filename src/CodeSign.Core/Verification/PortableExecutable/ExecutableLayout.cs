using CodeSign.Verification.Content;

namespace CodeSign.Verification.PortableExecutable;

/// <summary>The places in a portable executable that a signature has to do with.</summary>
/// <param name="Length">The file's length.</param>
/// <param name="ChecksumField">The optional header's CheckSum.</param>
/// <param name="Checksum">Its value.</param>
/// <param name="SecurityDirectory">The entry of the data directories that points to the certificate table.</param>
/// <param name="CertificateTable">The certificate table; empty, at the file's end, where there is none.</param>
internal sealed record ExecutableLayout(
    long Length, ByteRange ChecksumField, uint Checksum, ByteRange SecurityDirectory, ByteRange CertificateTable)
{
    public bool HasCertificateTable => CertificateTable.End > CertificateTable.Start;

    /// <summary>What Authenticode covers: all but the checksum, the directory entry and the table (linear, to the table).</summary>
    public ByteRange[] CoveredRanges() =>
    [
        new(0, ChecksumField.Start),
        new(ChecksumField.End, SecurityDirectory.Start),
        new(SecurityDirectory.End, CertificateTable.Start),
    ];
}
