using System.Reflection;
using System.Text.RegularExpressions;
using CodeSign.Diagnostics;

namespace CodeSign.Build.Tests.Documentation;

/// <summary>Every diagnostic has its page, and every page its diagnostic.</summary>
[TestClass]
public sealed partial class DiagnosticPageTests
{
    private static readonly List<DiagnosticDescriptor> Descriptors =
        [.. new[] { typeof(DiagnosticDescriptor).Assembly, typeof(BuildDiagnostics).Assembly, Assembly.Load("CodeSign.Tool") }.SelectMany(LoadableTypes).Where(t => t.Name.EndsWith("Diagnostics", StringComparison.Ordinal)).SelectMany(DescriptorsOf)];

    public static IEnumerable<string> Codes => Descriptors.Select(d => d.Code).Distinct();

    public static IEnumerable<string> Pages => Directory.EnumerateFiles(Repository.PathOf("docs", "diagnostics"), "CSB*.md").Select(f => Path.GetFileNameWithoutExtension(f));

    [TestMethod]
    [DynamicData(nameof(Codes))]
    public void A_diagnostic_has_a_page_with_its_title_a_cause_and_a_fix(string code)
    {
        var descriptor = Descriptors.First(d => d.Code == code);
        Assert.IsTrue(File.Exists(Repository.PathOf(descriptor.Page)), $"{code} ({descriptor.Title}) has no page {descriptor.Page}.");
        var page = MarkdownPage.Read(descriptor.Page);
        Assert.AreEqual($"{code}: {descriptor.Title}", page.Headings[0]);
        Assert.Contains("Cause", page.Headings);
        Assert.Contains("Fix", page.Headings);
    }

    [TestMethod]
    [DynamicData(nameof(Pages))]
    public void A_page_is_about_a_diagnostic_that_exists(string page) => Assert.Contains(page, Codes);

    [TestMethod]
    public void No_code_stands_for_two_diagnostics() =>
        Assert.AreEqual("", string.Join(", ", Descriptors.GroupBy(d => d.Code).Where(g => g.Count() > 1).Select(g => g.Key)));

    [TestMethod]
    public void Every_code_in_the_targets_is_a_diagnostic()
    {
        var used = Directory.EnumerateFiles(Repository.PathOf("build"), "*.targets", SearchOption.AllDirectories)
            .SelectMany(f => Code().Matches(File.ReadAllText(f))).Select(m => m.Value).Distinct().ToList();
        Assert.IsNotEmpty(used);
        Assert.AreEqual("", string.Join(", ", used.Except(Codes)));
    }

    [TestMethod]
    public void Every_code_that_the_pages_and_the_readme_mention_is_a_diagnostic()
    {
        var mentioned = Directory.EnumerateFiles(Repository.PathOf("docs"), "*.md", SearchOption.AllDirectories).Append(Repository.PathOf("README.md"))
            .SelectMany(f => Code().Matches(File.ReadAllText(f))).Select(m => m.Value).Distinct();
        Assert.AreEqual("", string.Join(", ", mentioned.Except(Codes)));
    }

    private static IEnumerable<DiagnosticDescriptor> DescriptorsOf(Type type) => type
        .GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)
        .Where(f => f.FieldType == typeof(DiagnosticDescriptor))
        .Select(f => (DiagnosticDescriptor)f.GetValue(null)!);

    // The tasks' base classes are MSBuild's, which is not here.
    private static IEnumerable<Type> LoadableTypes(Assembly assembly)
    {
        try
        {
            return assembly.GetTypes();
        }
        catch (ReflectionTypeLoadException e)
        {
            return e.Types.OfType<Type>();
        }
    }

    [GeneratedRegex("CSB[0-9]{4}")]
    private static partial Regex Code();
}
