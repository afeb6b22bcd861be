using System.Globalization;
using System.Xml.Linq;

namespace CodeSign.Manifests.Reports;

/// <summary>Elements of a page. All text goes through the XML writer, so that nothing in a manifest can become markup.</summary>
internal static class Html
{
    /// <summary>An element, written with an end tag even where it is empty: HTML knows no other way.</summary>
    public static XElement Element(string name, params object?[] content) => new(name, "", content);

    /// <summary>An element of a class.</summary>
    public static XElement Classed(string name, string @class, params object?[] content) => new(name, new XAttribute("class", @class), "", content);

    /// <summary>A digest or other text that may be broken anywhere.</summary>
    public static XElement Code(string text) => Element("code", text);

    /// <summary>A link where the address is one of the web, otherwise the bare text.</summary>
    public static object Link(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttps || uri.Scheme == Uri.UriSchemeHttp)
            ? new XElement("a", new XAttribute("href", uri.AbsoluteUri), new XAttribute("rel", "noreferrer"), address)
            : address;

    /// <summary>A time, UTC, to the second.</summary>
    public static XElement Time(DateTimeOffset time) => new(
        "time", new XAttribute("datetime", time.ToUniversalTime().ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture)),
        time.ToUniversalTime().ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture));

    /// <summary>A list of terms and what they are; terms without a value are left out.</summary>
    public static XElement Facts(params IEnumerable<(string Term, object? Value)> facts) => Element(
        "dl", facts.Where(fact => fact.Value is not null)
            .Select(fact => Element("div", Element("dt", fact.Term), Element("dd", fact.Value))).ToArray<object>());

    /// <summary>A table whose rows become cards on a narrow screen: each cell knows the head of its column.</summary>
    public static XElement Table(IReadOnlyList<string> heads, IEnumerable<IReadOnlyList<object?>> rows) => Element(
        "table",
        Element("thead", Element("tr", heads.Select(head => new XElement("th", new XAttribute("scope", "col"), head)).ToArray<object>())),
        Element("tbody", rows.Select(row => Element("tr", row.Select((cell, column) => Cell(heads[column], cell)).ToArray<object>())).ToArray<object>()));

    private static XElement Cell(string head, object? content) => new("td", new XAttribute("data-label", head), "", content);
}
