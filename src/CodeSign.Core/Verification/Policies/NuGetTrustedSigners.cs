using System.Text;
using System.Xml;

namespace CodeSign.Verification.Policies;

/// <summary>
/// Writes the <c>nuget.config</c> that comes nearest to a policy. NuGet knows authors and repositories by the SHA-256 of their certificate,
/// for every package alike; whatever else the policy demands is told, not left out in silence.
/// </summary>
public static class NuGetTrustedSigners
{
    /// <summary>Writes the configuration.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="serviceIndex">
    /// The address of the repository's v3 service index, where the policy has signers that are repositories.
    /// </param>
    public static NuGetTrustConfiguration Write(VerificationPolicy policy, string? serviceIndex)
    {
        ArgumentNullException.ThrowIfNull(policy);
        var rules = policy.Rules.Where(rule => rule.Packages is { Count: > 0 }).ToList();
        var notExpressed = rules.SelectMany(rule => NotExpressed(rule, serviceIndex)).ToList();
        var signers = rules.SelectMany(rule => (rule.Signers ?? []).Select(signer => (Rule: rule, Signer: signer)))
            .Where(pair => pair.Signer.Certificate is not null && (!IsRepository(pair.Signer) || serviceIndex is not null));
        return new NuGetTrustConfiguration(WriteXml(signers, serviceIndex), notExpressed);
    }

    private static IEnumerable<string> NotExpressed(PolicyRule rule, string? serviceIndex)
    {
        string About(string what) => $"rule '{rule.Name}': {what}";

        if (rule.Packages!.Any(pattern => pattern != "*"))
            yield return About("NuGet trusts a signer for every package, not only for those that the rule names.");
        if (rule.Signers is null or { Count: 0 })
            yield return About("it accepts anyone who is trusted; NuGet in the mode 'require' accepts those who are listed.");
        foreach (var signer in rule.Signers ?? [])
        {
            var name = signer.Name ?? signer.Certificate ?? "a signer";
            if (signer.Certificate is null)
                yield return About($"{name} is known by root, key or subject; NuGet knows certificates alone. It is left out.");
            else if (signer.Root is not null || signer.Key is not null || signer.Subject is not null)
                yield return About($"of {name} NuGet looks at the certificate alone.");
            if (IsRepository(signer) && serviceIndex is null)
                yield return About($"{name} is a repository, whose service index must be given. It is left out.");
            if (signer.As is null && signer.Certificate is not null)
                yield return About($"{name} is accepted as author or repository; it is written as author.");
        }

        if (rule.Signature == PolicyRequirement.Optional)
            yield return About("unsigned packages are accepted; NuGet in the mode 'require' refuses them.");
        if (rule.TimestampAuthorities is not null || rule.Timestamp == PolicyRequirement.Required)
            yield return About("NuGet demands no timestamp of packages that are in date, and asks for no particular authority.");
        if (rule.MaximumAgeDays is not null || rule.RsaBits is not null || rule.CurveBits is not null
            || rule.Manifest == PolicyRequirement.Required)
            yield return About("NuGet knows no demand on age, key size or manifest.");
    }

    private static bool IsRepository(PolicySigner signer) => signer.As == PolicySignatureKind.Repository;

    private static string WriteXml(IEnumerable<(PolicyRule Rule, PolicySigner Signer)> signers, string? serviceIndex)
    {
        var text = new StringBuilder();
        var settings = new XmlWriterSettings { Indent = true, IndentChars = "  ", NewLineChars = "\n", OmitXmlDeclaration = true };
        using (var xml = XmlWriter.Create(text, settings))
        {
            xml.WriteStartElement("configuration");
            xml.WriteStartElement("config");
            xml.WriteStartElement("add");
            xml.WriteAttributeString("key", "signatureValidationMode");
            xml.WriteAttributeString("value", "require");
            xml.WriteEndElement();
            xml.WriteEndElement();
            xml.WriteStartElement("trustedSigners");
            var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
            foreach (var group in signers.GroupBy(pair => (pair.Signer.Name ?? pair.Rule.Name, IsRepository(pair.Signer))))
            {
                var (name, index) = (Distinct(group.Key.Item1, names), group.Key.Item2 ? serviceIndex : null);
                WriteSigner(xml, name, [.. group.Select(pair => pair.Signer)], index);
            }

            xml.WriteEndElement();
            xml.WriteEndElement();
        }

        return text.Append('\n').ToString();
    }

    private static void WriteSigner(XmlWriter xml, string name, IReadOnlyList<PolicySigner> signers, string? serviceIndex)
    {
        xml.WriteStartElement(serviceIndex is null ? "author" : "repository");
        xml.WriteAttributeString("name", name);
        if (serviceIndex is not null)
            xml.WriteAttributeString("serviceIndex", serviceIndex);
        foreach (var certificate in signers.Select(signer => signer.Certificate!).Distinct(StringComparer.OrdinalIgnoreCase))
        {
            xml.WriteStartElement("certificate");
            xml.WriteAttributeString("fingerprint", certificate.ToUpperInvariant());
            xml.WriteAttributeString("hashAlgorithm", "SHA256");
            xml.WriteAttributeString("allowUntrustedRoot", "false");
            xml.WriteEndElement();
        }

        var owners = signers.SelectMany(signer => signer.Owners ?? []).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        if (serviceIndex is not null && owners.Count > 0)
            xml.WriteElementString("owners", string.Join(';', owners));
        xml.WriteEndElement();
    }

    /// <summary>NuGet takes a name once.</summary>
    private static string Distinct(string name, HashSet<string> names)
    {
        var distinct = name;
        for (var number = 2; !names.Add(distinct); number++)
            distinct = $"{name} {number}";
        return distinct;
    }
}
