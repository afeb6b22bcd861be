using CodeSign.Manifests;

namespace CodeSign.Core.Tests.Manifests;

[TestClass]
public sealed class BuildOriginDetectorTests
{
    [TestMethod]
    public void GitHub_Actions_names_run_workflow_and_actor()
    {
        var origin = Detect(
            ("GITHUB_ACTIONS", "true"), ("CI", "true"), ("GITHUB_SERVER_URL", "https://github.com"), ("GITHUB_REPOSITORY", "contoso/library"),
            ("GITHUB_RUN_ID", "42"), ("GITHUB_RUN_ATTEMPT", "2"), ("GITHUB_ACTOR", "octocat"),
            ("GITHUB_WORKFLOW_REF", "contoso/library/.github/workflows/release.yml@refs/tags/v1"), ("GITHUB_TOKEN", "secret"));

        Assert.AreEqual("GitHub Actions", origin.System);
        Assert.AreEqual("https://github.com/contoso/library/actions/runs/42/attempts/2", origin.RunUrl);
        Assert.AreEqual("contoso/library/.github/workflows/release.yml@refs/tags/v1", origin.Workflow);
        Assert.AreEqual("octocat", origin.Actor);
    }

    [TestMethod]
    public void Azure_Pipelines_names_run_pipeline_and_person()
    {
        var origin = Detect(
            ("TF_BUILD", "True"), ("SYSTEM_COLLECTIONURI", "https://dev.azure.com/contoso/"), ("SYSTEM_TEAMPROJECT", "My Library"),
            ("BUILD_BUILDID", "7"), ("BUILD_DEFINITIONNAME", "Release"), ("BUILD_REQUESTEDFOR", "Ann"));

        Assert.AreEqual("Azure Pipelines", origin.System);
        Assert.AreEqual("https://dev.azure.com/contoso/My%20Library/_build/results?buildId=7", origin.RunUrl);
        Assert.AreEqual("Release", origin.Workflow);
        Assert.AreEqual("Ann", origin.Actor);
    }

    [TestMethod]
    public void GitLab_names_job_and_configuration()
    {
        var origin = Detect(
            ("GITLAB_CI", "true"), ("CI", "true"), ("CI_JOB_URL", "https://gitlab.com/contoso/library/-/jobs/9"),
            ("CI_CONFIG_REF_URI", "gitlab.com/contoso/library//.gitlab-ci.yml@refs/heads/main"), ("GITLAB_USER_LOGIN", "ann"));

        Assert.AreEqual("GitLab CI", origin.System);
        Assert.AreEqual("https://gitlab.com/contoso/library/-/jobs/9", origin.RunUrl);
        Assert.AreEqual("gitlab.com/contoso/library//.gitlab-ci.yml@refs/heads/main", origin.Workflow);
        Assert.AreEqual("ann", origin.Actor);
    }

    [TestMethod]
    [DataRow("Jenkins", "JENKINS_URL=http://ci/;BUILD_URL=http://user:secret@ci/job/x/1/;JOB_NAME=x", "http://ci/job/x/1/")]
    [DataRow("TeamCity", "TEAMCITY_VERSION=2025.3;BUILD_URL=https://tc/build/1;TEAMCITY_BUILDCONF_NAME=Release", "https://tc/build/1")]
    [DataRow("CircleCI", "CIRCLECI=true;CIRCLE_BUILD_URL=https://circleci.com/gh/o/r/1", "https://circleci.com/gh/o/r/1")]
    [DataRow("Buildkite", "BUILDKITE=true;BUILDKITE_BUILD_URL=https://buildkite.com/o/p/builds/1", "https://buildkite.com/o/p/builds/1")]
    [DataRow("AppVeyor", "APPVEYOR=True;APPVEYOR_URL=https://ci.appveyor.com;APPVEYOR_ACCOUNT_NAME=a;APPVEYOR_PROJECT_SLUG=p;APPVEYOR_BUILD_ID=1", "https://ci.appveyor.com/project/a/p/builds/1")]
    [DataRow("Bitbucket Pipelines", "BITBUCKET_BUILD_NUMBER=3;BITBUCKET_GIT_HTTP_ORIGIN=https://x:secret@bitbucket.org/w/r", "https://bitbucket.org/w/r/pipelines/results/3")]
    public void Other_systems_name_their_run_without_secrets(string system, string variables, string runUrl)
    {
        var origin = Detect([.. variables.Split(';').Select(pair => pair.Split('=', 2)).Select(pair => (pair[0], pair[1]))]);

        Assert.AreEqual(system, origin.System);
        Assert.AreEqual(runUrl, origin.RunUrl);
    }

    [TestMethod]
    public void Without_a_CI_system_it_is_the_user_on_the_machine()
    {
        var origin = Detect(("JENKINS_URL", " "), ("CI", "false"));

        Assert.AreEqual("local", origin.System);
        Assert.AreEqual("ann@desk", origin.Actor);
        Assert.IsNull(origin.RunUrl);
    }

    [TestMethod]
    public void A_CI_system_that_is_not_known_is_called_so() => Assert.AreEqual("unknown CI system", Detect(("CI", "true")).System);

    [TestMethod]
    public void A_system_that_says_little_leaves_the_rest_out()
    {
        var origin = Detect(("GITHUB_ACTIONS", "true"), ("GITHUB_RUN_ATTEMPT", "1"));

        Assert.IsNull(origin.RunUrl);
        Assert.IsNull(origin.Workflow);
        Assert.IsNull(origin.Actor);
    }

    private static BuildOrigin Detect(params (string Name, string Value)[] variables)
    {
        var environment = variables.ToDictionary(pair => pair.Name, pair => pair.Value);
        return BuildOriginDetector.Detect(environment.GetValueOrDefault, "ann", "desk");
    }
}
