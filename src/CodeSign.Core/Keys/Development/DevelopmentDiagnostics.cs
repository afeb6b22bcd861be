using CodeSign.Diagnostics;

namespace CodeSign.Keys.Development;

/// <summary>What there is to say about the development identity: CSB1501 to CSB1599.</summary>
public static class DevelopmentDiagnostics
{
    /// <summary>There is no folder of the user's own to keep the identity in.</summary>
    public static readonly DiagnosticDescriptor NoHome =
        new("CSB1501", DiagnosticSeverity.Error, "There is no home folder for the development identity");

    /// <summary>Something is being signed with the development identity.</summary>
    public static readonly DiagnosticDescriptor InUse =
        new("CSB1502", DiagnosticSeverity.Warning, "Signed with a development identity");

    /// <summary>The development identity was asked for in continuous integration.</summary>
    public static readonly DiagnosticDescriptor RefusedInContinuousIntegration =
        new("CSB1503", DiagnosticSeverity.Error, "The development identity is not for continuous integration");

    /// <summary>The identity's files are incomplete or not what was written.</summary>
    public static readonly DiagnosticDescriptor Damaged =
        new("CSB1504", DiagnosticSeverity.Error, "The development identity is damaged");

    /// <summary>Others than the user could read or replace the identity.</summary>
    public static readonly DiagnosticDescriptor NotPrivate =
        new("CSB1505", DiagnosticSeverity.Error, "The development identity is open to other users");

    /// <summary>The identity could not be written or read.</summary>
    public static readonly DiagnosticDescriptor CannotStore =
        new("CSB1506", DiagnosticSeverity.Error, "The development identity cannot be stored");
}
