using CodeSign.Diagnostics;
using CodeSign.Signing;

namespace CodeSign.Manifests;

/// <summary>Finds out who runs a build from the variables that CI systems set for this purpose. It reads no others.</summary>
public static class BuildOriginDetector
{
    /// <summary>Finds out who runs this build.</summary>
    /// <param name="environment">Gives an environment variable's value, or <see langword="null"/>.</param>
    /// <param name="user">The user's name on this machine, for a build without a CI system.</param>
    /// <param name="host">The machine's name, for the same.</param>
    public static BuildOrigin Detect(Func<string, string?> environment, string user, string host)
    {
        ArgumentNullException.ThrowIfNull(environment);
        string? Read(string name) => environment(name)?.Trim() is { Length: > 0 } value ? value : null;
        bool Is(string name) => string.Equals(Read(name), "true", StringComparison.OrdinalIgnoreCase);

        if (Pipeline.IsGitHub(environment))
            return GitHub(Read);
        if (Pipeline.IsAzure(environment))
            return AzurePipelines(Read);
        if (Is("GITLAB_CI"))
            return Of("GitLab CI", Read("CI_JOB_URL"), Read("CI_CONFIG_REF_URI"), Read("GITLAB_USER_LOGIN"));
        if (Read("JENKINS_URL") is not null && Read("BUILD_URL") is not null)
            return Of("Jenkins", Read("BUILD_URL"), Read("JOB_NAME"), null);
        if (Read("TEAMCITY_VERSION") is not null)
            return Of("TeamCity", Read("BUILD_URL"), Read("TEAMCITY_BUILDCONF_NAME"), null);
        if (Is("APPVEYOR"))
            return AppVeyor(Read);
        if (Read("BITBUCKET_BUILD_NUMBER") is not null)
            return Bitbucket(Read);
        if (Is("CIRCLECI"))
            return Of("CircleCI", Read("CIRCLE_BUILD_URL"), Read("CIRCLE_JOB"), Read("CIRCLE_USERNAME"));
        if (Is("BUILDKITE"))
            return Of("Buildkite", Read("BUILDKITE_BUILD_URL"), Read("BUILDKITE_PIPELINE_SLUG"), Read("BUILDKITE_BUILD_CREATOR"));
        return Of(Is("CI") ? "unknown CI system" : "local", null, null, $"{user}@{host}");
    }

    private static BuildOrigin GitHub(Func<string, string?> read)
    {
        var url = read("GITHUB_SERVER_URL") is { } server && read("GITHUB_REPOSITORY") is { } repository && read("GITHUB_RUN_ID") is { } run
            ? $"{server}/{repository}/actions/runs/{run}"
            : null;
        if (url is not null && read("GITHUB_RUN_ATTEMPT") is { } attempt)
            url = $"{url}/attempts/{attempt}";
        return Of("GitHub Actions", url, read("GITHUB_WORKFLOW_REF"), read("GITHUB_ACTOR"));
    }

    private static BuildOrigin AzurePipelines(Func<string, string?> read)
    {
        var url = read("SYSTEM_COLLECTIONURI") is { } collection && read("SYSTEM_TEAMPROJECT") is { } project && read("BUILD_BUILDID") is { } build
            ? $"{collection.TrimEnd('/')}/{Uri.EscapeDataString(project)}/_build/results?buildId={build}"
            : null;
        // The one address whose query must stay: it is put together here, from parts that carry no user info.
        return Of("Azure Pipelines", null, read("BUILD_DEFINITIONNAME"), read("BUILD_REQUESTEDFOR")) with { RunUrl = url };
    }

    private static BuildOrigin AppVeyor(Func<string, string?> read)
    {
        var url = read("APPVEYOR_URL") is { } server && read("APPVEYOR_ACCOUNT_NAME") is { } account
            && read("APPVEYOR_PROJECT_SLUG") is { } project && read("APPVEYOR_BUILD_ID") is { } build
            ? $"{server}/project/{account}/{project}/builds/{build}"
            : null;
        return Of("AppVeyor", url, read("APPVEYOR_PROJECT_SLUG"), read("APPVEYOR_REPO_COMMIT_AUTHOR"));
    }

    private static BuildOrigin Bitbucket(Func<string, string?> read)
    {
        var url = read("BITBUCKET_GIT_HTTP_ORIGIN") is { } origin && read("BITBUCKET_BUILD_NUMBER") is { } build
            ? $"{PublicAddress.Of(origin)}/pipelines/results/{build}"
            : null;
        return Of("Bitbucket Pipelines", url, read("BITBUCKET_REPO_FULL_NAME"), read("BITBUCKET_STEP_TRIGGERER_UUID"));
    }

    private static BuildOrigin Of(string system, string? runUrl, string? workflow, string? actor) => new()
    {
        System = system,
        RunUrl = runUrl is null ? null : PublicAddress.Of(runUrl),
        Workflow = workflow,
        Actor = actor,
    };
}
