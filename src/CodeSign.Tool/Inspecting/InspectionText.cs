using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using CodeSign.Tool.Output;
using CodeSign.Tool.Reports;
using CodeSign.Verification;
using CodeSign.Verification.Inspection;

namespace CodeSign.Tool.Inspecting;

/// <summary>Shows what stands in signatures to people: one thing a line, what belongs to it beneath.</summary>
internal sealed class InspectionText(ITextOutput output)
{
    /// <summary>Shows files.</summary>
    public void Write(IReadOnlyList<InspectedFile> files)
    {
        foreach (var (index, file) in files.Where(file => file.Verified.Result is not null).Index())
        {
            if (index > 0)
                output.WriteLine();
            WriteFile(file, file.Verified.Result!);
        }
    }

    private void WriteFile(InspectedFile file, VerificationResult result)
    {
        output.WriteLine(file.Verified.File.Name, TextStyle.Strong);
        var style = result.Verdict == Verdict.Trusted ? TextStyle.Good : TextStyle.Bad;
        Line(1, "verdict", result.Verdict.ToString().ToLowerInvariant(), style);
        Line(1, "format", result.Format ?? "none that carries a signature");
        Line(1, "length", $"{result.Length.ToString(CultureInfo.InvariantCulture)} bytes");
        Line(1, "SHA-256", Hex(result.Sha256));
        if (result.PackageContent is { } content)
            Line(1, "content SHA-512", Convert.ToBase64String(content.Sha512.Span));
        foreach (var signature in result.Signatures.SelectMany(signature => signature.WithNested()))
            Line(1, signature.Place,
                $"{signature.State.ToString().ToLowerInvariant()}, {signature.Kind}, {signature.DigestAlgorithm} "
                + Hex(signature.ContentDigest));
        foreach (var finding in result.Findings)
            Line(1, $"finding {finding.Kind}", finding.Place.Length == 0 ? finding.Explanation : $"{finding.Place}: {finding.Explanation}");
        if (file.Contents is { } contents)
            WriteMessage(contents, 1);
    }

    private void WriteMessage(SignatureContents message, int depth)
    {
        output.Write(new string(' ', depth * 2));
        output.WriteLine($"{message.Place}: SignedData version {message.Version}, {message.Length} bytes", TextStyle.Strong);
        Line(depth + 1, "content type", ObjectNames.Describe(message.ContentType));
        if (message.Timestamp is { } timestamp)
        {
            Line(depth + 1, "time", Times.Show(timestamp.GenTime) + (timestamp.Accuracy is { } accuracy
                ? string.Create(CultureInfo.InvariantCulture, $", to {accuracy.TotalSeconds} s") : ""));
            Line(depth + 1, "policy", timestamp.Policy);
            Line(depth + 1, "serial number", timestamp.SerialNumber);
            Line(depth + 1, "imprint", $"{ObjectNames.Describe(timestamp.ImprintAlgorithm)} {timestamp.Imprint}");
        }

        foreach (var (index, certificate) in message.Certificates.Index())
            WriteCertificate(certificate, $"certificate {index + 1}", depth + 1);
        foreach (var signer in message.Signers)
            WriteSigner(signer, "signer", depth + 1);
    }

    private void WriteSigner(SignerContents signer, string title, int depth)
    {
        Line(depth, title, signer.Identifier, TextStyle.Strong);
        Line(depth + 1, "algorithms",
            $"{ObjectNames.Describe(signer.DigestAlgorithm)}, {ObjectNames.Describe(signer.SignatureAlgorithm)}, "
            + $"{signer.SignatureLength} bytes");
        foreach (var attribute in signer.SignedAttributes)
            WriteAttribute(attribute, "signed", depth + 1);
        foreach (var attribute in signer.UnsignedAttributes)
            WriteAttribute(attribute, "unsigned", depth + 1);
    }

    private void WriteAttribute(AttributeContents attribute, string kind, int depth)
    {
        Line(depth, $"{kind} {attribute.Name ?? attribute.Oid}", string.Join(" | ", attribute.Values));
        foreach (var message in attribute.Messages)
            WriteMessage(message, depth + 1);
        foreach (var countersigner in attribute.Countersigners)
            WriteSigner(countersigner, "countersigner", depth + 1);
    }

    private void WriteCertificate(ReadOnlyMemory<byte> encoded, string title, int depth)
    {
        try
        {
            using var certificate = X509CertificateLoader.LoadCertificate(encoded.Span);
            Line(depth, title, certificate.Subject, TextStyle.Strong);
            Line(depth + 1, "issuer", certificate.Issuer);
            Line(depth + 1, "serial number", certificate.SerialNumber);
            Line(depth + 1, "validity", $"{Times.Show(certificate.NotBefore)} to {Times.Show(certificate.NotAfter)}");
            Line(depth + 1, "SHA-256", Convert.ToHexStringLower(certificate.GetCertHash(HashAlgorithmName.SHA256)));
            Line(depth + 1, "key",
                $"{KeyNames.Of(certificate)}, signed with {ObjectNames.Describe(certificate.SignatureAlgorithm.Value ?? "")}");
            if (KeyNames.UsagesOf(certificate) is { Length: > 0 } usages)
                Line(depth + 1, "usages", usages);
        }
        catch (CryptographicException e)
        {
            Line(depth, title, $"malformed: {e.Message}", TextStyle.Bad);
        }
    }

    private void Line(int depth, string name, string value, TextStyle style = TextStyle.Normal)
    {
        output.Write($"{new string(' ', depth * 2)}{name}: ", TextStyle.Faint);
        output.WriteLine(value, style);
    }

    private static string Hex(ReadOnlyMemory<byte> digest) => Convert.ToHexStringLower(digest.Span);
}
