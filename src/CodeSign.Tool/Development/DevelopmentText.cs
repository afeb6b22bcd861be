using System.Security.Cryptography;
using CodeSign.Keys.Development;
using CodeSign.Tool.Output;
using CodeSign.Tool.Reports;

namespace CodeSign.Tool.Development;

/// <summary>Shows people the development identity.</summary>
internal sealed class DevelopmentText(ITextOutput output)
{
    /// <summary>Shows it.</summary>
    public void Write(DevelopmentIdentity identity)
    {
        var certificate = identity.Signer.Certificate;
        output.WriteLine(certificate.Subject, TextStyle.Strong);
        Line("valid", $"{Times.Show(certificate.NotBefore)} to {Times.Show(certificate.NotAfter)}");
        Line("certificate SHA-256", Convert.ToHexStringLower(certificate.GetCertHash(HashAlgorithmName.SHA256)));
        Line("root SHA-256", Convert.ToHexStringLower(identity.Signer.Chain[^1].GetCertHash(HashAlgorithmName.SHA256)));
        Line("root", identity.RootCertificatePath);
    }

    private void Line(string name, string value)
    {
        output.Write($"  {name}: ", TextStyle.Faint);
        output.WriteLine(value);
    }
}
