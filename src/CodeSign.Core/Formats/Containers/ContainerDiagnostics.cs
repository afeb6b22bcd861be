using CodeSign.Diagnostics;

namespace CodeSign.Formats.Containers;

/// <summary>What can be wrong with an archive whose entries are to be signed.</summary>
public static class ContainerDiagnostics
{
    /// <summary>The archive is damaged, or readers would not agree about what is in it.</summary>
    public static readonly DiagnosticDescriptor Malformed =
        new("CSB2540", DiagnosticSeverity.Error, "An archive is damaged or ambiguous");

    /// <summary>The archive unpacks to far more than it is, or has too many entries.</summary>
    public static readonly DiagnosticDescriptor Expands =
        new("CSB2541", DiagnosticSeverity.Error, "An archive expands beyond all measure");

    /// <summary>Archives lie in archives, deeper than anybody ships them.</summary>
    public static readonly DiagnosticDescriptor TooDeep =
        new("CSB2542", DiagnosticSeverity.Error, "Archives are nested too deeply");

    /// <summary>An entry that may have to be signed can't be read.</summary>
    public static readonly DiagnosticDescriptor UnreadableEntry =
        new("CSB2543", DiagnosticSeverity.Error, "An entry of an archive cannot be read");

    /// <summary>With its signed entries, the archive would need the zip64 extension that it does not have.</summary>
    public static readonly DiagnosticDescriptor NeedsZip64 =
        new("CSB2544", DiagnosticSeverity.Error, "An archive would grow beyond its format");

    /// <summary>What was written is not the archive with its signed entries.</summary>
    public static readonly DiagnosticDescriptor NotAsPlanned =
        new("CSB2545", DiagnosticSeverity.Error, "A rewritten archive is not as planned");

    /// <summary>A file that a rule names as a container is none.</summary>
    public static readonly DiagnosticDescriptor NotAnArchive =
        new("CSB2546", DiagnosticSeverity.Error, "A file is no archive, although it is named like one");
}
