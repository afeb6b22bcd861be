using CodeSign.Diagnostics;

namespace CodeSign.Timestamping;

/// <summary>What there is to say about timestamps: CSB3001 to CSB3099.</summary>
public static class TimestampDiagnostics
{
    /// <summary>All servers were asked, and none gave a token that can be relied on.</summary>
    public static readonly DiagnosticDescriptor NoTimestamp =
        new("CSB3001", DiagnosticSeverity.Error, "No timestamp server gave a valid timestamp");

    /// <summary>A server's address is not one that can be asked.</summary>
    public static readonly DiagnosticDescriptor UnusableAddress =
        new("CSB3002", DiagnosticSeverity.Error, "A timestamp server's address can't be used");

    /// <summary>No server is known to ask.</summary>
    public static readonly DiagnosticDescriptor NoServer =
        new("CSB3003", DiagnosticSeverity.Error, "There is no timestamp server to ask");

    /// <summary>A limit, an interval or a policy is out of range.</summary>
    public static readonly DiagnosticDescriptor UnusableSetting =
        new("CSB3004", DiagnosticSeverity.Error, "A setting for timestamps can't be used");

    /// <summary>The embedded authority was asked by someone else, or made a token that doesn't hold.</summary>
    public static readonly DiagnosticDescriptor EmbeddedAuthorityRefused =
        new("CSB3005", DiagnosticSeverity.Error, "The development timestamp authority gave no timestamp");
}
