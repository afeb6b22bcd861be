namespace CodeSign.Manifests.Reports;

/// <summary>How much a finding matters to a person who decides about a release.</summary>
public enum ManifestFindingLevel
{
    /// <summary>Good to know.</summary>
    Note,

    /// <summary>To be looked at before the release.</summary>
    Attention,

    /// <summary>Not to be released so.</summary>
    Problem,
}
