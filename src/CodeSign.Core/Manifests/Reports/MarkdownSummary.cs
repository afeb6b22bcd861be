using System.Globalization;
using System.Text;
using CodeSign.Diagnostics;

namespace CodeSign.Manifests.Reports;

/// <summary>A manifest in a few lines of Markdown, for the page that a CI system shows of a run.</summary>
public static class MarkdownSummary
{
    private const int MostPlaces = 10;

    /// <summary>Writes the summary: one heading, what was signed, and the findings.</summary>
    public static string Of(SignatureManifest manifest)
    {
        ArgumentNullException.ThrowIfNull(manifest);
        var (id, version) = ManifestContents.SubjectOf(manifest);
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"### Signed: {Escape(id)} {Escape(version)}\n\n");
        text.Append("| Signed | Signer | Timestamps |\n|---|---|---|\n");
        foreach (var group in ManifestContents.Signatures(manifest).GroupBy(signature => signature.Signer))
            AppendRow(text, Quantity.Of(group.Count(), "file"), Escape(NameOf(manifest, group.Key)), Escape(ServersOf(group)));
        var kept = ManifestContents.Files(manifest).Count(file => file.Signature is null);
        if (kept > 0)
            text.Append(CultureInfo.InvariantCulture, $"\n{Quantity.Of(kept, "file")} not signed; the manifest says why.\n");
        if (manifest.Tests is { } tests)
            text.Append(CultureInfo.InvariantCulture, $"\n{tests.Summarise()}\n");
        foreach (var finding in ManifestFindings.Of(manifest))
            Append(text, finding);
        return text.ToString();
    }

    private static void AppendRow(StringBuilder text, params string[] cells) => text.Append("| ").AppendJoin(" | ", cells).Append(" |\n");

    private static void Append(StringBuilder text, ManifestFinding finding)
    {
        text.Append(CultureInfo.InvariantCulture, $"\n**{finding.Level}: {Escape(finding.Title)}** {Escape(finding.Explanation)}\n\n");
        foreach (var place in finding.Places.Take(MostPlaces))
            text.Append(CultureInfo.InvariantCulture, $"- {Escape(place)}\n");
        if (finding.Places.Count > MostPlaces)
            text.Append(CultureInfo.InvariantCulture, $"- and {finding.Places.Count - MostPlaces} more\n");
    }

    private static string NameOf(SignatureManifest manifest, string sha256) =>
        manifest.Signers.FirstOrDefault(signer => signer.Sha256 == sha256)?.Subject ?? sha256;

    private static string ServersOf(IEnumerable<ManifestSignature> signatures)
    {
        var servers = signatures.Select(signature => signature.Timestamp?.Server).Distinct().ToList();
        return string.Join(", ", servers.Select(server => server ?? "none"));
    }

    // Whatever a name holds, it stays text in one line.
    private static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (var character in text)
        {
            if (char.IsControl(character))
                escaped.Append(' ');
            else if (character == '<')
                escaped.Append("&lt;");
            else if (character is '\\' or '`' or '*' or '_' or '[' or ']' or '|' or '#' or '&' or '>' or '~')
                escaped.Append('\\').Append(character);
            else
                escaped.Append(character);
        }

        return escaped.ToString();
    }
}
