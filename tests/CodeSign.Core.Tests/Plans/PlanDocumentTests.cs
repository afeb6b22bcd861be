using System.Text.Json.Nodes;
using CodeSign.Core.Tests.Manifests;
using CodeSign.Core.Tests.Signing;
using CodeSign.Formats.PortableExecutable;
using CodeSign.Manifests;
using CodeSign.Plans;
using CodeSign.Signing;

namespace CodeSign.Core.Tests.Plans;

[TestClass]
public sealed class PlanDocumentTests
{
    private static readonly ManifestTool Tool = new("CodeSign.Tests", "1.0.0");
    private static readonly FileOrigin Vendor = FileOrigin.Package("Vendor.Library", "1.2.3");

    [TestMethod]
    public async Task It_says_what_would_become_of_each_file_and_with_which_key()
    {
        using var bench = new SigningBench();
        var json = await WriteAsync(bench, await PlanAsync(bench));

        Assert.AreEqual(1, (int)json["schemaVersion"]!);
        Assert.IsTrue((bool)json["hasKey"]!);
        Assert.AreEqual(
            "lib/a.dll keep, lib/b.dll sign, lib/c.dll exclude",
            string.Join(", ", json["files"]!.AsArray().Select(file => $"{file!["path"]} {file["action"]}")));
        var signed = json["files"]![1]!;
        Assert.AreEqual("own", (string?)signed["origin"]!["kind"]);
        Assert.AreEqual("this project's own output", (string?)signed["reason"]);
        Assert.AreEqual("release.pfx SHA256 True", $"{signed["signature"]!["key"]} {signed["signature"]!["digestAlgorithm"]} {(bool)signed["signature"]!["timestamp"]!}");
        Assert.IsNull(signed["signature"]!["certificate"]);
        Assert.IsNull(signed["upToDate"]);
        Assert.IsNull(json["files"]![0]!["signature"]);
    }

    [TestMethod]
    public async Task The_same_files_in_another_order_give_the_same_bytes_and_no_folder_of_the_machine()
    {
        using var bench = new SigningBench();
        var plan = await PlanAsync(bench);
        var (first, second) = (bench.Folder.File("1.json"), bench.Folder.File("2.json"));
        await PlanDocumentFile.WriteAsync(plan, first, CancellationToken.None);
        await PlanDocumentFile.WriteAsync(plan with { Files = [.. plan.Files.Reverse()] }, second, CancellationToken.None);

        Assert.AreEqual(File.ReadAllText(first), File.ReadAllText(second));
        Assert.DoesNotContain(bench.Folder.Path, File.ReadAllText(first));
    }

    [TestMethod]
    public async Task What_an_earlier_run_has_signed_is_up_to_date()
    {
        using var bench = new SigningBench();
        var files = (await PlanAsync(bench)).Files;
        var done = new ManifestFile
        {
            Path = "lib/d.dll",
            Format = "pe",
            Origin = files[0].Origin,
            Action = ManifestFileAction.Signed,
            Reason = "this project's own output",
            Sha256Before = new string('1', 64),
            Sha256 = new string('2', 64),
        };

        var file = PlanFile.From(done);

        Assert.AreEqual(PlanAction.Sign, file.Action);
        Assert.IsTrue(file.UpToDate);
        Assert.AreEqual(done.Sha256Before, file.Sha256);
        Assert.IsNull(PlanFile.From(done with { Action = ManifestFileAction.Kept }).UpToDate);
        Assert.AreEqual(file, PlanPart.ReadFile(PlanPart.Write(file)));
    }

    [TestMethod]
    public async Task One_line_sums_it_up()
    {
        using var bench = new SigningBench();
        var plan = await PlanAsync(bench);

        Assert.AreEqual("1 file would be signed, 1 kept, 1 left out", PlanSummary.Of(plan));
        Assert.AreEqual(
            "2 files would be signed (1 up to date), 1 kept, 1 left out; but no key is set",
            PlanSummary.Of(plan with { HasKey = false, Files = [.. plan.Files, plan.Files[0] with { UpToDate = true, Action = PlanAction.Sign }] }));
    }

    [TestMethod]
    public void The_published_schema_is_what_the_code_writes() => DocumentSchema.EnsurePublished(DocumentSchema.Write(Schema()), "codesign-plan-1.json");

    [TestMethod]
    public void The_schema_describes_every_value()
    {
        var missing = DocumentSchema.Undescribed(Schema());

        Assert.IsEmpty(missing, string.Join(", ", missing));
    }

    [TestMethod]
    public async Task What_is_written_fits_the_published_schema()
    {
        using var bench = new SigningBench();
        var plan = await PlanAsync(bench);
        var signature = PlanSignature.From(Terms());
        var json = await WriteAsync(bench, plan with
        {
            Package = new PlanPackage
            {
                Id = "Contoso",
                Version = "1.0.0",
                Outputs =
                [
                    new PlanPackageFile { File = "Contoso.1.0.0.nupkg", Action = PlanAction.Sign, Reason = "this project's own package", Signature = signature },
                    new PlanPackageFile { File = "Contoso.1.0.0.snupkg", Action = PlanAction.Exclude, Reason = "symbols are not signed" },
                ],
            },
            Detached =
            [
                new PlanDetachedSignature { Path = "a.sh", Packed = false, SignaturePath = "a.sh.p7s", Action = PlanAction.Sign, UpToDate = true },
                new PlanDetachedSignature { Path = "b.sh", Packed = true, SignaturePath = "b.sh.p7s", Action = PlanAction.Sign, Signature = signature },
            ],
            Archives = plan.Files,
        });
        var problems = new List<string>();

        SchemaCheck.Check(Schema(), json, "$", problems);

        Assert.IsEmpty(problems, string.Join("; ", problems));
    }

    [TestMethod]
    public void Its_name_is_that_of_the_package() =>
        Assert.AreEqual("Contoso.2.0.0-beta.1.codesign-plan.json", PlanDocumentFile.NameOf("Contoso", "2.0.0-beta.1"));

    private static JsonObject Schema() =>
        DocumentSchema.Generate(PlanJson.Default.PlanDocument, "codesign-plan", PlanDocument.CurrentSchemaVersion, "CodeSign.Build plan");

    private static KeylessTerms Terms() => new("release.pfx", null, true);

    private static async Task<PlanDocument> PlanAsync(SigningBench bench)
    {
        var plan = await SigningPlan.CreateAsync(
            [
                Candidate(bench, "lib/c.dll", Vendor),
                Candidate(bench, "lib/b.dll", FileOrigin.Own),
                Candidate(bench, "lib/a.dll", Vendor),
            ],
            new SigningPlanOptions
            {
                Formats = [new PortableExecutableFormat()],
                Profile = Terms(),
                Inspector = bench.Inspector,
                Rules = [new FileRule("c.dll", FileRuleAction.Leave)],
            },
            CancellationToken.None);
        Assert.IsFalse(plan.HasErrors);
        return PlanDocument.From(plan, Tool, hasKey: true);
    }

    private static Candidate Candidate(SigningBench bench, string targetPath, FileOrigin origin) =>
        new() { Path = bench.Image(targetPath), TargetPath = targetPath, Origin = origin };

    private static async Task<JsonNode> WriteAsync(SigningBench bench, PlanDocument plan)
    {
        var path = bench.Folder.File("plan.json");
        await PlanDocumentFile.WriteAsync(plan, path, CancellationToken.None);
        return JsonNode.Parse(File.ReadAllText(path))!;
    }
}
