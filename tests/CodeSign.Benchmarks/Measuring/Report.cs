using System.Globalization;
using System.Text;

namespace CodeSign.Benchmarks;

/// <summary>Writes results as Markdown, which reads well on a console too.</summary>
internal static class Report
{
    /// <summary>One comparison.</summary>
    public static string Describe(ComparisonResult result)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"### {result.Title}\n\n");
        if (result.Measurements.Count > 0)
        {
            var width = result.Measurements.Max(measurement => measurement.Name.Length);
            text.Append(CultureInfo.InvariantCulture, $"| {"".PadRight(width)} | median |     min - max | processor | to peer |\n");
            text.Append(CultureInfo.InvariantCulture, $"|{new string('-', width + 2)}|-------:|--------------:|----------:|--------:|\n");
            foreach (var measurement in result.Measurements)
                text.Append(CultureInfo.InvariantCulture, $"| {measurement.Name.PadRight(width)} | {Row(measurement, result.Peer)} |\n");
            text.Append('\n');
        }

        foreach (var (index, row) in result.Table.Index())
        {
            text.Append(CultureInfo.InvariantCulture, $"| {string.Join(" | ", row)} |\n");
            if (index == 0)
                text.Append(CultureInfo.InvariantCulture, $"|{string.Concat(Enumerable.Repeat("---|", row.Count))}\n");
        }

        if (result.Table.Count > 0)
            text.Append('\n');
        foreach (var goal in result.Goals)
            text.Append(CultureInfo.InvariantCulture, $"- {(goal.IsMet ? "met" : "**missed**")}: {goal.Text}\n");
        return text.Append('\n').ToString();
    }

    private static string Row(Measurement measurement, Measurement? peer)
    {
        var ratio = peer is null ? "" : Format($"{measurement.Median / peer.Median:0.00}");
        var spread = Format($"{measurement.Shortest.TotalSeconds:0.000} - {measurement.Longest.TotalSeconds:0.000}");
        return Format($"{measurement.Median.TotalSeconds,6:0.000} | {spread,13} | {measurement.Processor.TotalSeconds,9:0.000} | {ratio,7}");
    }

    private static string Format(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
