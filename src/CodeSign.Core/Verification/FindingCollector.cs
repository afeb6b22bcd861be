namespace CodeSign.Verification;

/// <summary>Collects findings about one place and the places inside it.</summary>
internal sealed class FindingCollector
{
    private readonly List<Finding> _findings;
    private readonly string _place;

    public FindingCollector(string place = "")
        : this([], place)
    {
    }

    private FindingCollector(List<Finding> findings, string place)
    {
        _findings = findings;
        _place = place;
    }

    public IReadOnlyList<Finding> Findings => _findings;

    /// <summary>What the findings are about.</summary>
    public string Place => _place;

    /// <summary>The gravest severity so far, or <see langword="null"/> where nothing was found.</summary>
    public FindingSeverity? Worst
    {
        get
        {
            FindingSeverity? worst = null;
            foreach (var finding in _findings)
                worst = worst is null || finding.Severity > worst ? finding.Severity : worst;
            return worst;
        }
    }

    public bool IsBroken => Worst == FindingSeverity.Broken;

    /// <summary>A collector for a place inside this one; what it collects counts here too.</summary>
    public FindingCollector At(string place) => new(_findings, _place.Length == 0 ? place : $"{_place}, {place}");

    /// <summary>A collector of its own for a place inside this one: what it collects does not count here.</summary>
    public FindingCollector Apart(string place) => new([], _place.Length == 0 ? place : $"{_place}, {place}");

    public void Add(FindingKind kind, FindingSeverity severity, string explanation) =>
        _findings.Add(new Finding(kind, severity, _place, explanation));

    public void Broken(FindingKind kind, string explanation) => Add(kind, FindingSeverity.Broken, explanation);

    public void Untrusted(FindingKind kind, string explanation) => Add(kind, FindingSeverity.Untrusted, explanation);

    public void Weak(FindingKind kind, string explanation) => Add(kind, FindingSeverity.Weakness, explanation);

    public void Warn(FindingKind kind, string explanation) => Add(kind, FindingSeverity.Warning, explanation);

    public void Note(FindingKind kind, string explanation) => Add(kind, FindingSeverity.Information, explanation);

    /// <summary>Begins with findings that were made about this place and those inside before.</summary>
    public void Take(IEnumerable<Finding> findings) => _findings.AddRange(findings);

    /// <summary>Takes over findings made elsewhere (a cached chain, for example) as findings about this place.</summary>
    public void AddAll(IEnumerable<Finding> findings)
    {
        foreach (var finding in findings)
            Add(finding.Kind, finding.Severity, finding.Explanation);
    }

    /// <summary>Takes over findings about something that is of use where it holds, and else only does no good.</summary>
    public void AddAll(IEnumerable<Finding> findings, FindingSeverity mostUnlessBroken)
    {
        foreach (var finding in findings)
        {
            var isLess = finding.Severity == FindingSeverity.Broken || finding.Severity < mostUnlessBroken;
            Add(finding.Kind, isLess ? finding.Severity : mostUnlessBroken, finding.Explanation);
        }
    }
}
