using System.Globalization;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using CodeSign.Diagnostics;

namespace CodeSign.Manifests.Reports;

/// <summary>
/// A manifest as a page for people: findings first, then what was signed, by whom and when, and what was left as it came and why. The page
/// is one file, loads nothing and runs nothing.
/// </summary>
public static class HtmlReport
{
    /// <summary>How the names of all reports end.</summary>
    public const string Suffix = ".codesign.html";

    /// <summary>Writes the page, UTF-8. The same manifest always gives the same bytes.</summary>
    /// <param name="manifest">The manifest.</param>
    /// <param name="destination">Where it is written to; it stays open.</param>
    public static void Write(SignatureManifest manifest, Stream destination)
    {
        ArgumentNullException.ThrowIfNull(manifest);
        ArgumentNullException.ThrowIfNull(destination);
        using var text = new StreamWriter(destination, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true);
        text.Write("<!DOCTYPE html>\n");
        var settings = new XmlWriterSettings { OmitXmlDeclaration = true, CheckCharacters = false, NewLineHandling = NewLineHandling.None };
        using (var writer = XmlWriter.Create(text, settings))
            Page(manifest).Save(writer);
        text.Write('\n');
    }

    private static XElement Page(SignatureManifest manifest)
    {
        var (id, version) = ManifestContents.SubjectOf(manifest);
        var findings = ManifestFindings.Of(manifest);
        return new XElement(
            "html", new XAttribute("lang", "en"),
            new XElement(
                "head",
                new XElement("meta", new XAttribute("charset", "utf-8")),
                new XElement("meta", new XAttribute("name", "viewport"), new XAttribute("content", "width=device-width, initial-scale=1")),
                new XElement(
                    "meta", new XAttribute("http-equiv", "Content-Security-Policy"),
                    new XAttribute("content", "default-src 'none'; style-src 'unsafe-inline'")),
                new XElement("title", $"{id} {version}: signatures"),
                new XElement("style", HtmlReportStyle.Text)),
            new XElement(
                "body", Header(manifest, id, version, findings),
                Html.Element("main", Findings(findings), Signed(manifest), Signers(manifest), Timestamps(manifest), Tests(manifest), LeftAsTheyCame(manifest), Build(manifest)),
                Footer(manifest)));
    }

    private static XElement Header(SignatureManifest manifest, string id, string version, IReadOnlyList<ManifestFinding> findings)
    {
        var signed = ManifestContents.Files(manifest).Count(file => file.Action == ManifestFileAction.Signed);
        var subject = manifest.Package is { } package
            ? $"Package {package.File}"
            : $"Published program, {manifest.Folder!.TargetFramework}{(manifest.Folder.RuntimeIdentifier is { } rid ? $", {rid}" : "")}";
        var state = manifest.Package is { Signature: null } ? "The package is not signed; " : manifest.Package is null ? "" : "The package is signed; ";
        var worst = findings.Count == 0 ? "" : $" {NameOf(findings[0].Level)}";
        return Html.Element(
            "header", Html.Element("h1", $"{id} {version}"), Html.Classed("p", "quiet", subject),
            Html.Classed("p", $"status{worst}", $"{state}{Quantity.Of(signed, "file")} signed. {Worst(findings)}"));
    }

    private static string Worst(IReadOnlyList<ManifestFinding> findings) => findings.Count == 0 ? "Nothing needs attention." : findings[0].Level switch
    {
        ManifestFindingLevel.Problem => "Do not release this before you have read the findings.",
        ManifestFindingLevel.Attention => "Look at the findings before the release.",
        _ => "Nothing needs attention.",
    };

    private static XElement Findings(IReadOnlyList<ManifestFinding> findings) => Section(
        "findings", "Findings",
        findings.Count == 0 ? [Html.Element("p", "None.")] : [.. findings.Select(Finding)]);

    private static XElement Finding(ManifestFinding finding) => Html.Classed(
        "article", $"finding {NameOf(finding.Level)}",
        Html.Classed("span", "level", finding.Level.ToString()), Html.Element("h3", finding.Title), Html.Element("p", finding.Explanation),
        Html.Element("ul", finding.Places.Select(place => Html.Element("li", Html.Code(place))).ToArray<object>()));

    private static XElement Signed(SignatureManifest manifest)
    {
        var names = manifest.Signers.ToDictionary(signer => signer.Sha256, signer => signer.Subject, StringComparer.Ordinal);
        var rows = new List<IReadOnlyList<object?>>();
        if (manifest.Package is { Signature: { } package })
            rows.Add(Row(manifest.Package.File, "NuGet package", package, manifest.Package.Sha256));
        foreach (var file in ManifestContents.Files(manifest).Where(file => file.Signature is not null))
            rows.Add(Row(ManifestContents.PathOf(file), KindOf(file), file.Signature!, file.Sha256));
        foreach (var file in manifest.Detached ?? [])
            rows.Add(Row(file.Path, $"signature beside it: {file.SignaturePath}", file.Signature, file.Sha256));
        return Section(
            "signed", "What was signed",
            rows.Count == 0 ? Html.Element("p", "Nothing.") : Html.Table(["File", "Signer", "Time", "SHA-256"], rows));

        IReadOnlyList<object?> Row(string path, string kind, ManifestSignature signature, string sha256) =>
        [
            new object[] { Html.Code(path), new XElement("br"), Html.Element("small", $"{kind}, {HowSigned(signature)}") },
            names.GetValueOrDefault(signature.Signer, signature.Signer),
            signature.Timestamp is { } timestamp ? Html.Time(timestamp.GenTime) : "no timestamp",
            Html.Code(sha256),
        ];
    }

    private static XElement Signers(SignatureManifest manifest) => Section(
        "signers", "Who signed",
        [.. manifest.Signers.Select(signer => Html.Classed(
            "section", "signer", Html.Element("h3", signer.Subject),
            Html.Facts(
                ("Issued by", signer.Issuer), ("Serial number", Html.Code(signer.SerialNumber)),
                ("Valid", new object[] { Html.Time(signer.NotBefore), " to ", Html.Time(signer.NotAfter) }),
                ("Key", $"{signer.Algorithm}, {signer.KeyKind}"), ("SHA-256", Html.Code(signer.Sha256)))))]);

    private static XElement Timestamps(SignatureManifest manifest)
    {
        var rows = ManifestContents.Timestamps(manifest)
            .GroupBy(timestamp => (timestamp.Server, timestamp.Authority))
            .Select(group => (IReadOnlyList<object?>)
            [
                group.Key.Server, group.Key.Authority, group.Count().ToString(CultureInfo.InvariantCulture),
                new object[] { Html.Time(group.Min(timestamp => timestamp.GenTime)), " to ", Html.Time(group.Max(timestamp => timestamp.GenTime)) },
            ]).ToList();
        return Section(
            "timestamps", "Timestamps",
            rows.Count == 0 ? Html.Element("p", "None.") : Html.Table(["Server", "Authority", "Signatures", "Times"], rows));
    }

    private static XElement? Tests(SignatureManifest manifest)
    {
        if (manifest.Tests is not { } tests)
            return null;
        var rows = tests.Runs.Select(run => (IReadOnlyList<object?>)
        [
            new object[] { Html.Code(run.TestAssembly), new XElement("br"), Html.Element("small", PlaceOf(run)) },
            string.Create(CultureInfo.InvariantCulture, $"{run.Passed} of {run.Total} passed{(run.Skipped > 0 ? $", {run.Skipped} skipped" : "")}"),
            new object[] { Html.Time(run.Started), " to ", Html.Time(run.Finished) },
            new object[] { Html.Code(run.ResultsSha256), run.SealedBy is { } seal ? $", sealed by {seal}" : "" },
        ]).ToList();
        return Section(
            "tests", "Tests that passed before",
            rows.Count == 0 ? Html.Element("p", "None.") : Html.Table(["Test assembly", "Tests", "Time", "SHA-256 of the results"], rows));
    }

    private static string PlaceOf(ManifestTestRun run) =>
        string.Join(", ", new[] { run.Runner, run.Framework, run.Runtime, run.Profiled == true ? "under a profiler" : null }.OfType<string>());

    private static XElement? LeftAsTheyCame(SignatureManifest manifest)
    {
        var rows = ManifestContents.Files(manifest).Where(file => file.Signature is null).Select(file => (IReadOnlyList<object?>)
        [
            new object[] { Html.Code(ManifestContents.PathOf(file)), new XElement("br"), Html.Element("small", OriginOf(file.Origin)) },
            ActionOf(file.Action), file.Reason, ExistingOf(file.ExistingSignature),
        ]).ToList();
        return rows.Count == 0 ? null : Section("left", "What was not signed, and why", Html.Table(["File", "What", "Why", "Its own signature"], rows));
    }

    private static XElement Build(SignatureManifest manifest) => Section(
        "build", "The build",
        Html.Facts(
            ("System", manifest.Build.System), ("Run", manifest.Build.RunUrl is { } run ? Html.Link(run) : null),
            ("Workflow", manifest.Build.Workflow), ("Started by", manifest.Build.Actor),
            ("Repository", manifest.Repository?.Url is { } url ? Html.Link(url) : null),
            ("Commit", manifest.Repository?.Commit is { } commit ? Html.Code(commit) : null), ("Branch", manifest.Repository?.Branch),
            ("Content hash", manifest.Package is { } package ? Html.Code(package.ContentSha512) : null),
            ("Written", Html.Time(manifest.Created))));

    private static XElement Footer(SignatureManifest manifest)
    {
        var (id, version) = ManifestContents.SubjectOf(manifest);
        return Html.Element(
            "footer", $"Made by {manifest.Tool.Name} {manifest.Tool.Version} from {SignatureManifestFile.NameOf(id, version)}, which counts: this page is not signed.");
    }

    private static XElement Section(string id, string title, params object?[] content) =>
        new("section", new XAttribute("id", id), Html.Element("h2", title), content);

    private static string NameOf(ManifestFindingLevel level) => level.ToString().ToLowerInvariant();

    private static string HowSigned(ManifestSignature signature) =>
        signature.Cached == true ? $"{signature.DigestAlgorithm}, from the cache" : signature.DigestAlgorithm;

    private static string KindOf(ManifestFile file)
    {
        var kind = file.Format switch
        {
            "pe" => "Windows executable or .NET assembly",
            "nupkg" => "NuGet package",
            _ => file.Format,
        };
        return file.Tested is { } tested ? $"{kind}, {ManifestContents.Describe(tested.How)}" : kind;
    }

    private static string ActionOf(ManifestFileAction action) => action switch
    {
        ManifestFileAction.Kept => "kept as it came",
        ManifestFileAction.AlreadySigned => "signed before",
        ManifestFileAction.Excluded => "left out by a rule",
        ManifestFileAction.Repacked => "repacked",
        _ => "signed",
    };

    private static string OriginOf(ManifestFileOrigin origin)
    {
        var name = origin.Version is null ? origin.Name : $"{origin.Name} {origin.Version}";
        var kind = origin.Kind switch
        {
            ManifestFileOriginKind.Own => "this project",
            ManifestFileOriginKind.ProjectReference => "referenced project",
            ManifestFileOriginKind.Package => "package",
            ManifestFileOriginKind.RuntimePack => "part of .NET",
            _ => "origin unknown",
        };
        return name is null ? kind : $"{kind} {name}";
    }

    private static string ExistingOf(ManifestExistingSignature? signature) => signature is null
        ? "none"
        : $"{signature.State.ToString().ToLowerInvariant()}{(signature.Subject is null ? "" : $", {signature.Subject}")}";
}
