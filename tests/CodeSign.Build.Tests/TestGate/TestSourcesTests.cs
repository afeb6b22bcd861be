using CodeSign.Build.TestGate;
using CodeSign.Testing;

namespace CodeSign.Build.Tests.TestGate;

/// <summary>What makes tests other tests, so that their last verdict counts no more.</summary>
[TestClass]
public sealed class TestSourcesTests
{
    [TestMethod]
    [DataRow("Tests.cs")]
    [DataRow("Tests.csproj")]
    [DataRow("Cases/More.cs")]
    public void A_changed_file_in_the_folder_of_a_test_project_counts(string file)
    {
        using var folder = Sources();
        var before = Stamp(folder);
        folder.Write(file, "another text than before");
        Assert.AreNotEqual(before, Stamp(folder));
    }

    [TestMethod]
    [DataRow("bin/Debug/Tests.dll")]
    [DataRow("obj/project.assets.json")]
    [DataRow("TestResults/run.trx")]
    [DataRow(".vs/state")]
    public void What_builds_tests_and_tools_leave_there_does_not(string file)
    {
        using var folder = Sources();
        var before = Stamp(folder);
        folder.Write(file, "made");
        Assert.AreEqual(before, Stamp(folder));
    }

    [TestMethod]
    public void Other_results_of_an_earlier_job_count()
    {
        using var folder = Sources();
        var results = folder.Write("TestResults/run.trx", "one");
        var before = Stamp(folder, results);
        Assert.AreEqual(before, Stamp(folder, results));
        folder.Write("TestResults/run.trx", "another");
        Assert.AreNotEqual(before, Stamp(folder, results));
    }

    private static TemporaryFolder Sources()
    {
        var folder = new TemporaryFolder();
        folder.Write("Tests.csproj", "<Project />");
        folder.Write("Tests.cs", "class Tests;");
        return folder;
    }

    private static string Stamp(TemporaryFolder folder, params string[] results) => TestSources.Stamp([folder.File("Tests.csproj")], results);
}
