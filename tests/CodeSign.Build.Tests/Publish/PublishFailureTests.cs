using CodeSign.Testing;

namespace CodeSign.Build.Tests.Publish;

/// <summary>What a publish leaves that fails: nothing that looks finished.</summary>
[TestClass]
public sealed class PublishFailureTests
{
    [TestMethod]
    public async Task Without_a_timestamp_the_folder_stays_as_it_is_and_the_error_says_what_is_in_it()
    {
        await using var solution = new TestSolution();
        var program = PublishTests.Program(solution).Set("CodeSignTimestampBudget", "2");
        solution.Timestamps.Fault = TimestampFault.Reset;
        EnsureFailed(await program.PublishAsync(), "is empty");
        Assert.IsEmpty(solution.Published.Files);

        solution.Timestamps.Fault = TimestampFault.None;
        var published = await (await program.PublishSignedAsync("--no-restore")).EnsureSignedAsync("Hello.dll", "Helper.dll");

        solution.Timestamps.Fault = TimestampFault.Reset;
        program.Write("Class.cs", "namespace Hello { public static class Changed { } }\n");
        var before = FileSnapshot.Take(published.Path);
        EnsureFailed(await program.PublishAsync("--no-restore"), "Hello.1.0.0.codesign.json");
        before.EnsureUnchanged("A publish that failed changed the folder.");
    }

    [TestMethod]
    [OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
    public async Task A_folder_that_cannot_be_written_loses_its_manifest_and_gets_nothing_unsigned()
    {
        await using var solution = new TestSolution();
        var program = PublishTests.Program(solution).Translate("de");
        var published = await program.PublishSignedAsync();
        program.Translate("de").Set("CodeSignDescription", "Signed anew");
        using (new FolderLock(published.PathOf("de")))
            EnsureFailed(await program.PublishAsync("--no-restore"), "no manifest", "CSB5002");

        Assert.IsEmpty(published.Manifests);
        // Some are of the earlier publish and some of this one, and all are signed.
        await published.EnsureSignedAsync("Hello.dll", "Helper.dll", "de/Hello.resources.dll");
        await program.PublishSignedAsync("--no-restore");
        Assert.HasCount(1, published.Manifests);
    }

    private static void EnsureFailed(BuildResult result, string told, string? code = null)
    {
        Assert.IsFalse(result.Succeeded, result.ToString());
        Assert.HasCount(2, result.Errors, result.ToString());
        StringAssert.Matches(result.Errors[0], new(code ?? "^CSB30"), result.ToString());
        var last = result.Diagnostics.Last(diagnostic => diagnostic.IsError);
        Assert.AreEqual("CSB2120", last.Code);
        Assert.Contains(told, last.Text);
    }
}
