using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using CodeSign.Core.Tests;
using CodeSign.Core.Tests.Manifests;
using CodeSign.Tool.Reports.Json;
using CodeSign.Tool.Tests.Harness;

namespace CodeSign.Tool.Tests.Reports;

/// <summary>The published schemas are those of the types that are written, and what the tool writes is as they say.</summary>
[TestClass]
public sealed class JsonReportTests
{
    public static IEnumerable<object[]> Schemas =>
    [
        ["codesign-verification-1.json", ReportJson.Default.VerificationDocument, "CodeSign verification report"],
        ["codesign-inspection-1.json", ReportJson.Default.InspectionDocument, "CodeSign inspection report"],
        ["codesign-certificate-check-1.json", ReportJson.Default.CertificateCheckDocument, "CodeSign certificate check"],
    ];

    [TestMethod]
    [DynamicData(nameof(Schemas))]
    public void The_published_schema_is_that_of_what_is_written(string name, JsonTypeInfo type, string title)
    {
        var path = SourceTree.PathOf("docs", "schema", name);
        var schema = SchemaWriter.Write(SchemaWriter.Make(type, name, title));
        if (Environment.GetEnvironmentVariable("UPDATE_SCHEMAS") == "1")
            File.WriteAllText(path, schema);
        Assert.AreEqual(File.ReadAllText(path), schema,
            $"Run the tests with UPDATE_SCHEMAS=1 to write {path} anew; a change of meaning needs a new version.");
    }

    [TestMethod]
    [DataRow("codesign-verification-1.json", "verify", "app.dll", "unsigned.dll", "missing.dll", "notes.txt", "--trusted-root",
        "root.pem", "--format", "json")]
    [DataRow("codesign-inspection-1.json", "inspect", "app.dll", "unsigned.dll", "--trusted-root", "root.pem", "--format", "json")]
    [DataRow("codesign-certificate-check-1.json", "certificate", "check", "--key", "key.pem", "--trusted-root", "root.pem",
        "--format", "json")]
    public async Task What_is_written_is_as_the_schema_says(string schema, params string[] arguments)
    {
        await using var folder = new ToolFolder();
        await folder.SignedAssemblyAsync();
        folder.Assembly("unsigned.dll");
        folder.Write("notes.txt", "text");
        var written = JsonNode.Parse((await folder.RunAsync(arguments)).Output);
        var problems = new List<string>();
        SchemaCheck.Check(JsonNode.Parse(File.ReadAllText(SourceTree.PathOf("docs", "schema", schema)))!.AsObject(), written,
            "$", problems);
        Assert.AreEqual("", string.Join("\n", problems));
    }

    [TestMethod]
    public async Task Verdicts_signers_and_counts_are_in_it()
    {
        await using var folder = new ToolFolder();
        await folder.SignedAssemblyAsync();
        folder.Assembly("unsigned.dll");
        var result = (
            await folder.RunAsync("verify", "app.dll", "unsigned.dll", "missing.dll", "--trusted-root", "root.pem", "--format",
                "json")).Expect(3);
        var json = JsonNode.Parse(result.Output)!;
        Assert.AreEqual(3, (int)json["exitCode"]!);
        Assert.AreEqual(1, (int)json["summary"]!["trusted"]!);
        Assert.AreEqual(1, (int)json["summary"]!["unsigned"]!);
        Assert.AreEqual("CSB7001", (string?)json["errors"]![0]!["code"]);
        Assert.AreEqual("trusted", (string?)json["files"]![0]!["verdict"]);
        Assert.Contains("CN=CodeSign Test", (string)json["files"]![0]!["signatures"]![0]!["signer"]!["subject"]!);
        Assert.AreEqual("NoSignature", (string?)json["files"]![1]!["findings"]![0]!["code"]);
    }
}
