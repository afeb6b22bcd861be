using CodeSign.Diagnostics;
using CodeSign.Manifests;

namespace CodeSign.Core.Tests.Pipelines;

[TestClass]
public sealed class PipelineAnnotationTests
{
    private static readonly Diagnostic Found = new(
        ManifestDiagnostics.Unreadable, "100% of a, b: c; d] is wrong.\r\n", "Mend it.", null);

    [TestMethod]
    public void GitHub_gets_a_workflow_command_that_no_text_can_leave() => Assert.AreEqual(
        $"::error file=src/a%2C b%3A c; d]%25.csproj,title={Found.Descriptor.Code}::100%25 of a, b: c; d] is wrong.%0D%0A Mend it.",
        PipelineAnnotation.Of(Found, "src/a, b: c; d]%.csproj", name => name == "GITHUB_ACTIONS" ? "true" : null));

    [TestMethod]
    public void Azure_Pipelines_gets_a_logging_command_that_no_text_can_leave() => Assert.AreEqual(
        $"##vso[task.logissue type=error;sourcepath=src/a, b: c%3B d%5D%AZP25.csproj;code={Found.Descriptor.Code};]100%AZP25 of a, b: c; d] is wrong.%0D%0A Mend it.",
        PipelineAnnotation.Of(Found, "src/a, b: c; d]%.csproj", name => name == "TF_BUILD" ? "True" : null));

    [TestMethod]
    [DataRow(null)]
    [DataRow("false")]
    public void Elsewhere_there_is_none(string? value) => Assert.IsNull(PipelineAnnotation.Of(Found, "a.csproj", _ => value));
}
