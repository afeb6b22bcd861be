using CodeSign.Diagnostics;
using CodeSign.Signing;

namespace CodeSign.Core.Tests.Signing;

[TestClass]
public sealed class FileRuleTests
{
    [TestMethod]
    [DataRow("A.dll", "lib/net10.0/A.dll", true)]
    [DataRow("A.dll", "A.dll", true)]
    [DataRow("a.DLL", "lib/A.dll", true)]
    [DataRow("A.dll", "lib/AA.dll", false)]
    [DataRow("*.dll", "lib/net10.0/de/A.resources.dll", true)]
    [DataRow("lib/*.dll", "lib/net10.0/A.dll", false)]
    [DataRow("lib/**/*.dll", "lib/net10.0/A.dll", true)]
    [DataRow("lib/**/A.dll", "lib/A.dll", true)]
    [DataRow("lib\\net10.0\\A.dll", "lib/net10.0/A.dll", true)]
    [DataRow("lib/net10.0/A.dll", "lib\\net10.0\\A.dll", true)]
    [DataRow("tools/", "tools/x/A.dll", true)]
    [DataRow("**", "any/thing", true)]
    [DataRow("net10.0/A.dll", "lib/net10.0/A.dll", false)]
    public void A_pattern_matches_as_users_expect(string pattern, string targetPath, bool matches) =>
        Assert.AreEqual(matches, new FileRule(pattern, FileRuleAction.Sign).Matches(Candidate("/somewhere/else.dll", targetPath)));

    [TestMethod]
    public void A_full_path_matches_the_file_on_disk()
    {
        var folder = Path.GetTempPath();
        var rule = new FileRule(Path.Combine(folder, "native", "*.dll"), FileRuleAction.Sign);

        Assert.IsTrue(rule.Matches(Candidate(Path.Combine(folder, "native", "a.dll"), "runtimes/win-x64/native/a.dll")));
        Assert.IsFalse(rule.Matches(Candidate(Path.Combine(folder, "other", "a.dll"), "runtimes/win-x64/native/a.dll")));
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("  ")]
    public void A_rule_without_a_pattern_is_refused(string pattern) =>
        Assert.AreEqual("CSB2508", Assert.ThrowsExactly<CodeSignException>(() => new FileRule(pattern, FileRuleAction.Sign)).Diagnostic.Descriptor.Code);

    private static Candidate Candidate(string path, string targetPath) =>
        new() { Path = path, TargetPath = targetPath, Origin = FileOrigin.Own };
}
