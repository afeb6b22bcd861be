namespace CodeSign.TestGate;

/// <summary>What is judged, by what, and how strictly.</summary>
public sealed record TestGateOptions
{
    /// <summary>The managed assemblies of ours that are about to be signed.</summary>
    public required IReadOnlyList<ShippedAssembly> Assemblies { get; init; }

    /// <summary>
    /// Full paths of what test runs left: results (<c>*.trx</c>), evidence (<c>*.testevidence.jsonl</c>) and seals
    /// (<c>*.codesign-tests.json</c>). Files with other names are passed over.
    /// </summary>
    public required IReadOnlyList<string> Results { get; init; }

    /// <summary>The assemblies that may be untested. The first rule that matches gives the reason.</summary>
    public IReadOnlyList<UntestedRule> Untested { get; init; } = [];

    /// <summary>How strictly a shipped assembly must equal the tested one.</summary>
    public TestDemand Demand { get; init; } = TestDemand.SameCompilation;

    /// <summary>
    /// Full path of the certificate (PEM or DER) whose owner must have sealed results and evidence; <see langword="null"/> where unsealed
    /// ones count.
    /// </summary>
    public string? SealCertificate { get; init; }

    /// <summary>The clock: the certificate of a seal must be valid at its time.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>The project file, which diagnostics about no particular file are shown at; <see langword="null"/> for none.</summary>
    public string? Location { get; init; }
}
