using System.Security.Cryptography.X509Certificates;

namespace CodeSign.Verification.Policies;

/// <summary>The attributes of a distinguished name, by the short names that everybody uses (RFC 4514, section 3, and X.520).</summary>
internal static class SubjectAttributes
{
    private static readonly Dictionary<string, string> OidsByName = new(StringComparer.OrdinalIgnoreCase)
    {
        ["CN"] = "2.5.4.3",
        ["SERIALNUMBER"] = "2.5.4.5",
        ["C"] = "2.5.4.6",
        ["L"] = "2.5.4.7",
        ["S"] = "2.5.4.8",
        ["ST"] = "2.5.4.8",
        ["STREET"] = "2.5.4.9",
        ["O"] = "2.5.4.10",
        ["OU"] = "2.5.4.11",
        ["E"] = "1.2.840.113549.1.9.1",
        ["DC"] = "0.9.2342.19200300.100.1.25",
    };

    /// <summary>Whether a name stands for an attribute.</summary>
    public static bool IsKnown(string name) =>
        OidsByName.ContainsKey(name) || (name.Contains('.', StringComparison.Ordinal) && name.All(c => char.IsAsciiDigit(c) || c == '.'));

    /// <summary>Whether a name has attributes with exactly these values; letter case counts.</summary>
    public static bool Match(X500DistinguishedName subject, IReadOnlyDictionary<string, string> wanted)
    {
        var values = subject.EnumerateRelativeDistinguishedNames()
            .Where(part => !part.HasMultipleElements)
            .Select(part => (Oid: part.GetSingleElementType().Value, Value: part.GetSingleElementValue()))
            .ToList();
        return wanted.All(pair => values.Contains((OidsByName.GetValueOrDefault(pair.Key, pair.Key), pair.Value)));
    }
}
