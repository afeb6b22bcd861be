using System.Security.Cryptography;
using CodeSign.Diagnostics;
using CodeSign.Tool.Output;
using CodeSign.Tool.Reports;

namespace CodeSign.Tool.Certificates;

/// <summary>Shows people what was found out about a key.</summary>
internal sealed class CertificateCheckText(ITextOutput output)
{
    /// <summary>Shows it.</summary>
    public void Write(CertificateCheck check)
    {
        output.Write(check.IsFit ? "fit        " : "refused    ", check.IsFit ? TextStyle.Good : TextStyle.Bad);
        output.WriteLine(check.Key.ToString(), TextStyle.Strong);
        if (check.Chain is [var certificate, ..])
        {
            Line("certificate", certificate.Subject);
            Line("issuer", certificate.Issuer);
            Line("serial number", certificate.SerialNumber);
            Line("SHA-256", Convert.ToHexStringLower(certificate.GetCertHash(HashAlgorithmName.SHA256)));
            Line("key", KeyNames.Of(certificate));
            Line("usages", KeyNames.UsagesOf(certificate));
            Line("valid", $"{Times.Show(certificate.NotBefore)} to {Times.Show(certificate.NotAfter)}, {Quantity.Of(DaysLeft(check), "day")} left");
            Line("chain", string.Join(" < ", check.Chain.Select(CertificateNames.Short)));
            Line("root", check.IsRootTrusted ? "trusted here" : "not trusted here: verify on this machine takes --trusted-root");
            Line("packages", check.PackageProblems.Count == 0 ? "NuGet accepts this certificate" : "NuGet refuses this certificate");
        }

        foreach (var diagnostic in check.PackageProblems.Concat(check.Warnings))
            Problem(diagnostic, TextStyle.Caution);
        if (check.Refusal is { } refusal)
            Problem(refusal, TextStyle.Bad);
    }

    private static int DaysLeft(CertificateCheck check) => (int)(check.Chain[0].NotAfter.ToUniversalTime() - check.Time.UtcDateTime).TotalDays;

    private void Line(string name, string value)
    {
        output.Write($"           {name}: ", TextStyle.Faint);
        output.WriteLine(value);
    }

    private void Problem(Diagnostic diagnostic, TextStyle style)
    {
        output.Write($"           {diagnostic.Descriptor.Code}: ", style);
        output.WriteLine(diagnostic.Message);
    }
}
