using CodeSign.Tool.Output;

namespace CodeSign.Tool.Reports;

/// <summary>The reports there are: one for each output format.</summary>
internal static class VerificationReports
{
    /// <summary>Makes a report.</summary>
    /// <param name="format">How results are written.</param>
    /// <param name="host">Where they are written to.</param>
    /// <param name="isVerbose">Whether people see findings that only inform, too. Programs see all of them in any case.</param>
    public static IVerificationReport For(OutputFormat format, ToolHost host, bool isVerbose) => format switch
    {
        OutputFormat.Json => new JsonVerificationReport(host.Output),
        OutputFormat.Sarif => new SarifVerificationReport(host),
        _ => new TextVerificationReport(Terminal.ForResults(host), isVerbose),
    };
}
