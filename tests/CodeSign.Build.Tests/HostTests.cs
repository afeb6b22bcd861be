using System.IO.Compression;
using System.Reflection.PortableExecutable;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;

namespace CodeSign.Build.Tests;

/// <summary>What the build runs on.</summary>
[TestClass]
public sealed partial class HostTests
{
    [TestMethod]
    public async Task An_SDK_that_is_too_old_is_refused_before_a_task_is_loaded()
    {
        await using var solution = new TestSolution();
        var library = solution.Add("Greetings");
        var result = await library.PackAsync("-p:NETCoreSdkVersion=9.0.300", "-v:d");
        var error = result.EnsureError("CSB0001");
        StringAssert.Contains(error.Text, "9.0.300", StringComparison.Ordinal);
        StringAssert.Contains(error.Text, "10.0.100", StringComparison.Ordinal);
        Assert.DoesNotContain("CodeSign.Build.dll\"", result.Output);
        solution.EnsureOutput();
    }

    [TestMethod]
    public async Task A_diagnostic_links_to_its_page_in_the_package()
    {
        await using var solution = new TestSolution();
        var library = solution.Add("Greetings").Set("CodeSignHashAlgorithm", "MD5");
        // The terminal logger writes the code of a diagnostic as a link.
        var result = await library.PackAsync("-tl:on");
        Assert.IsFalse(result.Succeeded, "MD5 was taken.");
        var link = LinkToPage().Match(result.Output);
        Assert.IsTrue(link.Success, $"There is no link.{Environment.NewLine}{result}");
        var page = new Uri(link.Groups["page"].Value).LocalPath;
        StringAssert.StartsWith(page, TestRun.GlobalPackages, StringComparison.Ordinal);
        StringAssert.Contains(await File.ReadAllTextAsync(page), "# CSB", StringComparison.Ordinal);
    }

    [GeneratedRegex(@"\]8;;(?<page>file://\S+?/CSB\d{4}\.md)")]
    private static partial Regex LinkToPage();

    [TestMethod]
    public async Task A_design_time_build_signs_nothing()
    {
        await using var solution = new TestSolution();
        (await solution.Add("Greetings").BuildAsync("-p:DesignTimeBuild=true")).EnsureSuccess();
        Assert.AreEqual(0, solution.Timestamps.Requests);
    }

    [TestMethod]
    public void The_package_holds_the_tasks_and_all_that_they_need_and_depends_on_nothing()
    {
        var package = PackageFile.Open(TestRun.PackagePath);
        Assert.DoesNotContain("<dependency ", package.Nuspec);
        Assert.IsEmpty(package.Entries.Where(e => e.StartsWith("lib/", StringComparison.Ordinal)));
        foreach (var entry in new[]
        {
            "build/CodeSign.Build.props", "build/CodeSign.Build.targets",
            "buildMultiTargeting/CodeSign.Build.props", "buildMultiTargeting/CodeSign.Build.targets",
            "tasks/net10.0/CodeSign.Build.dll", "tasks/net10.0/CodeSign.Core.dll", "tasks/net10.0/BouncyCastle.Cryptography.dll",
            "tasks/net10.0/CodeSign.Build.deps.json", "docs/diagnostics/CSB0001.md", "README.md",
        })
            Assert.Contains(entry, package.Entries);
        Assert.IsTrue(package.Entries.All(e => !e.StartsWith("tasks/", StringComparison.Ordinal) || e.StartsWith("tasks/net10.0/", StringComparison.Ordinal)));
        Assert.DoesNotContain("tasks/net10.0/Microsoft.Build.Framework.dll", package.Entries);
    }

    [TestMethod]
    public void The_tasks_are_compiled_ahead_for_the_platform_that_the_package_is_built_on()
    {
        using var package = ZipFile.OpenRead(TestRun.PackagePath);
        var platform = RuntimeInformation.RuntimeIdentifier;
        foreach (var name in (string[])["CodeSign.Build.dll", "CodeSign.Core.dll"])
        {
            Assert.IsFalse(IsCompiledAhead(package.GetEntry($"tasks/net10.0/{name}")!), $"the portable {name}");
            Assert.IsTrue(IsCompiledAhead(package.GetEntry($"tasks/net10.0/{platform}/{name}")!), $"{name} for {platform}");
        }
    }

    private static bool IsCompiledAhead(ZipArchiveEntry entry)
    {
        using var memory = new MemoryStream();
        using (var content = entry.Open())
            content.CopyTo(memory);
        memory.Position = 0;
        using var reader = new PEReader(memory);
        return reader.PEHeaders.CorHeader!.ManagedNativeHeaderDirectory.Size > 0;
    }
}
