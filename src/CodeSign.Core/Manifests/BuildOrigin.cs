using System.ComponentModel;

namespace CodeSign.Manifests;

/// <summary>Who ran a build, as its environment says. It is a statement, not a proof, and never holds a secret.</summary>
public sealed record BuildOrigin
{
    /// <summary>The system that ran it.</summary>
    [Description("The system that ran the build: GitHub Actions, Azure Pipelines, GitLab CI, Jenkins, TeamCity, another CI system, or local.")]
    public required string System { get; init; }

    /// <summary>Where a person can look at the run.</summary>
    [Description("The address where a person can look at the run.")]
    public string? RunUrl { get; init; }

    /// <summary>The workflow or pipeline that ran.</summary>
    [Description("The workflow or pipeline that ran, as precisely as the system names it: for GitHub Actions the workflow's path and ref.")]
    public string? Workflow { get; init; }

    /// <summary>Who or what started it.</summary>
    [Description("Who or what started the run; on a machine of one's own, user@host.")]
    public string? Actor { get; init; }
}
