using CodeSign.Diagnostics;
using CodeSign.Formats;
using CodeSign.Formats.PortableExecutable;
using CodeSign.Signing;
using CodeSign.Testing;

namespace CodeSign.Core.Tests.Signing;

[TestClass]
public sealed class SigningPlanTests
{
    private static readonly ExistingSignatureFacts Theirs = new(ExistingSignatureState.Trusted, "CN=Vendor", new string('1', 64), null);
    private static readonly ExistingSignatureFacts Stranger = Theirs with { State = ExistingSignatureState.Untrusted, Reason = "unknown root" };
    private static readonly ExistingSignatureFacts Broken = Theirs with { State = ExistingSignatureState.Broken, Reason = "digest differs" };
    private static readonly FileOrigin Vendor = FileOrigin.Package("Vendor.Library", "1.2.3");

    [TestMethod]
    public async Task Ours_is_signed_with_the_owners_profile_or_else_the_plans()
    {
        using var bench = new SigningBench();
        var options = Options(bench);
        var referenced = options.Profile with { Description = "The referenced project's own" };

        var plan = await SigningPlan.CreateAsync(
            [
                Candidate(bench, "own.dll", FileOrigin.Own),
                Candidate(bench, "referenced.dll", FileOrigin.ProjectReference("B.csproj")) with { Profile = referenced },
            ],
            options, CancellationToken.None);

        Assert.IsFalse(plan.HasErrors);
        Assert.AreEqual(PlannedAction.Sign, plan.Files[0].Action);
        Assert.AreEqual(options.Profile, plan.Files[0].Profile);
        Assert.AreEqual("this project's own output", plan.Files[0].Reason);
        Assert.AreEqual(PlannedAction.Sign, plan.Files[1].Action);
        Assert.AreEqual(referenced, plan.Files[1].Profile);
        Assert.AreEqual("output of the referenced project B.csproj", plan.Files[1].Reason);
    }

    [TestMethod]
    public async Task What_cannot_be_signed_is_no_matter_whatever_its_name_and_origin()
    {
        using var bench = new SigningBench();
        var candidates = new (string Name, byte[] Content)[]
        {
            ("empty.dll", []), ("text.exe", "MZ but no more"u8.ToArray()), ("elf.dll", [0x7F, (byte)'E', (byte)'L', (byte)'F', .. new byte[100]]),
            ("macho", [0xCF, 0xFA, 0xED, 0xFE, .. new byte[100]]),
        }.Select(file => Candidate(bench.Folder.Write(file.Name, file.Content), file.Name, FileOrigin.Unknown)).ToList();

        var plan = await SigningPlan.CreateAsync(candidates, Options(bench), CancellationToken.None);

        Assert.IsEmpty(plan.Files);
        Assert.IsEmpty(plan.Diagnostics);
    }

    [TestMethod]
    public async Task A_program_is_known_by_its_content_and_not_by_its_name()
    {
        using var bench = new SigningBench();

        var plan = await SigningPlan.CreateAsync([Candidate(bench, "data.bin", FileOrigin.Unknown)], Options(bench), CancellationToken.None);

        Assert.AreEqual("CSB2504", plan.Diagnostics.Single().Descriptor.Code);
    }

    [TestMethod]
    public async Task What_nothing_accounts_for_is_an_error_that_says_how_to_account_for_it()
    {
        using var bench = new SigningBench();

        var plan = await SigningPlan.CreateAsync([Candidate(bench, "tools/x.dll", FileOrigin.Unknown)], Options(bench), CancellationToken.None);

        Assert.IsTrue(plan.HasErrors);
        var error = plan.Diagnostics.Single();
        Assert.AreEqual("CSB2504", error.Descriptor.Code);
        Assert.Contains("<CodeSignFile Include=\"tools/x.dll\" Sign=\"true\" />", error.Message);
        Assert.IsEmpty(plan.Files);
    }

    [TestMethod]
    public async Task Other_peoples_signed_files_are_kept()
    {
        using var bench = new SigningBench();
        bench.Inspector.OnInspect = _ => Theirs;

        var plan = await SigningPlan.CreateAsync(
            [Candidate(bench, "a.dll", Vendor), Candidate(bench, "b.dll", FileOrigin.RuntimePack("Microsoft.NETCore.App.Runtime.win-x64", "10.0.0"))],
            Options(bench), CancellationToken.None);

        Assert.IsEmpty(plan.Diagnostics);
        Assert.AreEqual(PlannedAction.Keep, plan.Files[0].Action);
        Assert.AreEqual("from the NuGet package Vendor.Library 1.2.3, signed by CN=Vendor", plan.Files[0].Reason);
        Assert.AreEqual(FileDigest.Sha256(plan.Files[0].Source, CancellationToken.None), plan.Files[0].Sha256);
        Assert.AreEqual(PlannedAction.Keep, plan.Files[1].Action);
    }

    [TestMethod]
    public async Task Other_peoples_files_that_the_build_has_rewritten_are_kept_and_listed_in_a_warning_of_their_own()
    {
        using var bench = new SigningBench();
        var runtime = FileOrigin.RuntimePack("Microsoft.NETCore.App.Runtime.win-x64", "10.0.0") with { IsRewritten = true };

        var plan = await SigningPlan.CreateAsync(
            [Candidate(bench, "System.Private.CoreLib.dll", runtime), Candidate(bench, "own.dll", FileOrigin.Own)], Options(bench), CancellationToken.None);

        var warning = plan.Diagnostics.Single();
        Assert.AreEqual("CSB2511", warning.Descriptor.Code);
        Assert.Contains("System.Private.CoreLib.dll", warning.Message);
        Assert.AreEqual(PlannedAction.Keep, plan.Files[0].Action);
        Assert.AreEqual("from the runtime pack Microsoft.NETCore.App.Runtime.win-x64 10.0.0, rewritten by this build, unsigned", plan.Files[0].Reason);
    }

    [TestMethod]
    public async Task Other_peoples_unsigned_files_are_kept_and_listed_in_one_warning()
    {
        using var bench = new SigningBench();

        var plan = await SigningPlan.CreateAsync(
            [Candidate(bench, "lib/b.dll", Vendor), Candidate(bench, "lib/a.dll", Vendor), Candidate(bench, "own.dll", FileOrigin.Own)],
            Options(bench), CancellationToken.None);

        Assert.IsFalse(plan.HasErrors);
        var warning = plan.Diagnostics.Single();
        Assert.AreEqual("CSB2505", warning.Descriptor.Code);
        Assert.AreEqual(DiagnosticSeverity.Warning, warning.Descriptor.Severity);
        Assert.Contains(
            "lib/a.dll (from the NuGet package Vendor.Library 1.2.3), lib/b.dll (from the NuGet package Vendor.Library 1.2.3)", warning.Cause);
        Assert.AreEqual(2, plan.Files.Count(file => file.Action == PlannedAction.Keep));
    }

    [TestMethod]
    public async Task Other_peoples_files_under_an_unknown_root_are_kept_and_reported()
    {
        using var bench = new SigningBench();
        bench.Inspector.OnInspect = _ => Stranger;

        var plan = await SigningPlan.CreateAsync([Candidate(bench, "a.dll", Vendor)], Options(bench), CancellationToken.None);

        Assert.AreEqual("CSB2503", plan.Diagnostics.Single().Descriptor.Code);
        Assert.Contains("signed by CN=Vendor", plan.Diagnostics.Single().Cause);
        Assert.AreEqual(PlannedAction.Keep, plan.Files.Single().Action);
    }

    [TestMethod]
    [DataRow(FileOriginKind.Package)]
    [DataRow(FileOriginKind.Own)]
    public async Task A_broken_signature_is_an_error_whoever_made_it(FileOriginKind kind)
    {
        using var bench = new SigningBench();
        bench.Inspector.OnInspect = _ => Broken;

        var plan = await SigningPlan.CreateAsync(
            [Candidate(bench, "a.dll", new FileOrigin(kind, "X", "1.0.0"))], Options(bench), CancellationToken.None);

        Assert.AreEqual("CSB2502", plan.Diagnostics.Single().Descriptor.Code);
        Assert.Contains("digest differs", plan.Diagnostics.Single().Message);
        Assert.IsEmpty(plan.Files);
    }

    [TestMethod]
    public async Task Ours_signed_by_someone_else_is_an_error()
    {
        using var bench = new SigningBench();
        bench.Inspector.OnInspect = _ => Theirs;

        var plan = await SigningPlan.CreateAsync([Candidate(bench, "a.dll", FileOrigin.Own)], Options(bench), CancellationToken.None);

        Assert.AreEqual("CSB2501", plan.Diagnostics.Single().Descriptor.Code);
        Assert.Contains("CN=Vendor", plan.Diagnostics.Single().Message);
    }

    [TestMethod]
    [DataRow(ExistingSignature.Append, "beside the signature of CN=Vendor")]
    [DataRow(ExistingSignature.Replace, "in place of the signature of CN=Vendor")]
    public async Task Ours_signed_by_someone_else_is_signed_where_the_user_says_how(ExistingSignature policy, string reason)
    {
        using var bench = new SigningBench();
        bench.Inspector.OnInspect = _ => Theirs;
        var options = Options(bench);

        var plan = await SigningPlan.CreateAsync(
            [Candidate(bench, "a.dll", FileOrigin.Own)],
            options with { Profile = options.Profile with { Existing = policy } }, CancellationToken.None);

        Assert.AreEqual(PlannedAction.Sign, plan.Files.Single().Action);
        Assert.EndsWith(reason, plan.Files.Single().Reason);
    }

    [TestMethod]
    [DataRow(ExistingSignature.Append, true)]
    [DataRow(ExistingSignature.Replace, false)]
    public async Task A_broken_signature_on_our_own_file_may_be_replaced_and_never_added_to(ExistingSignature policy, bool isError)
    {
        using var bench = new SigningBench();
        bench.Inspector.OnInspect = _ => Broken;

        var plan = await SigningPlan.CreateAsync(
            [Candidate(bench, "a.dll", FileOrigin.Own)],
            Options(bench, new FileRule("a.dll", FileRuleAction.Sign, policy)), CancellationToken.None);

        Assert.AreEqual(isError, plan.HasErrors);
    }

    [TestMethod]
    [DataRow(ExistingSignatureState.Trusted)]
    [DataRow(ExistingSignatureState.Untrusted)]
    public async Task Ours_that_carries_our_signature_already_is_recognised(ExistingSignatureState state)
    {
        using var bench = new SigningBench();
        var certificate = CertificateName.Sha256(TestIdentities.CodeSigning.Certificate);
        bench.Inspector.OnInspect = _ => new ExistingSignatureFacts(state, "CN=Us", certificate, null);

        var plan = await SigningPlan.CreateAsync([Candidate(bench, "a.dll", FileOrigin.Own)], Options(bench), CancellationToken.None);

        Assert.IsEmpty(plan.Diagnostics);
        Assert.AreEqual(PlannedAction.AlreadySigned, plan.Files.Single().Action);
        Assert.IsNotNull(plan.Files.Single().Profile);
    }

    [TestMethod]
    [DataRow(true, PlannedAction.AlreadySigned)]
    [DataRow(false, PlannedAction.Sign)]
    public async Task Our_own_signature_without_the_timestamp_that_is_wanted_is_made_again(bool isTimestamped, PlannedAction action)
    {
        using var bench = new SigningBench();
        var certificate = CertificateName.Sha256(TestIdentities.CodeSigning.Certificate);
        bench.Inspector.OnInspect = _ =>
            new ExistingSignatureFacts(ExistingSignatureState.Trusted, "CN=Us", certificate, null) { IsTimestamped = isTimestamped };

        var plan = await SigningPlan.CreateAsync(
            [Candidate(bench, "a.dll", FileOrigin.Own)],
            Options(bench) with { Profile = bench.Profile(new FakeTimestamps()) }, CancellationToken.None);

        Assert.IsEmpty(plan.Diagnostics);
        Assert.AreEqual(action, plan.Files.Single().Action);
        Assert.AreEqual(isTimestamped ? ExistingSignature.Refuse : ExistingSignature.Replace, plan.Files.Single().Profile!.Existing);
    }

    [TestMethod]
    public async Task Ours_that_we_signed_before_is_signed_again_from_its_unsigned_original()
    {
        using var bench = new SigningBench();
        bench.Inspector.OnInspect = _ => Theirs;
        var candidate = Candidate(bench, "a.dll", FileOrigin.Own);
        var originals = new UnsignedOriginals(bench.Folder.Folder("originals"));
        var unsigned = bench.Image("unsigned.dll", 7);
        await originals.KeepAsync(unsigned, FileDigest.Sha256(candidate.Path, CancellationToken.None), CancellationToken.None);

        var plan = await SigningPlan.CreateAsync([candidate], Options(bench) with { Originals = originals }, CancellationToken.None);

        var file = plan.Files.Single();
        Assert.AreEqual(PlannedAction.Sign, file.Action);
        Assert.AreNotEqual(candidate.Path, file.Source);
        CollectionAssert.AreEqual(File.ReadAllBytes(unsigned), File.ReadAllBytes(file.Source));
    }

    [TestMethod]
    public async Task The_last_rule_that_matches_decides()
    {
        using var bench = new SigningBench();
        FileRule[] rules =
        [
            new("lib/**/*.dll", FileRuleAction.Refuse), new("Vendor.*.dll", FileRuleAction.Sign), new("lib/net8.0/vendor.x.DLL", FileRuleAction.Leave),
        ];

        var plan = await SigningPlan.CreateAsync(
            [
                Candidate(bench, "lib/net10.0/Other.dll", Vendor),
                Candidate(bench, "lib/net10.0/Vendor.X.dll", Vendor),
                Candidate(bench, "lib/net8.0/Vendor.X.dll", Vendor),
            ],
            Options(bench, rules), CancellationToken.None);

        Assert.AreEqual("CSB2506", plan.Diagnostics.Single().Descriptor.Code);
        Assert.AreEqual("lib/net10.0/Vendor.X.dll", plan.Files[0].Candidate.TargetPath);
        Assert.AreEqual(PlannedAction.Sign, plan.Files[0].Action);
        Assert.AreEqual("asked for by the CodeSignFile rule 'Vendor.*.dll'", plan.Files[0].Reason);
        Assert.AreEqual(PlannedAction.Exclude, plan.Files[1].Action);
    }

    [TestMethod]
    public async Task A_rule_silences_the_warning_about_unsigned_files()
    {
        using var bench = new SigningBench();

        var plan = await SigningPlan.CreateAsync(
            [Candidate(bench, "a.dll", Vendor)], Options(bench, new FileRule("a.dll", FileRuleAction.Leave)), CancellationToken.None);

        Assert.IsEmpty(plan.Diagnostics);
        Assert.AreEqual(PlannedAction.Exclude, plan.Files.Single().Action);
    }

    [TestMethod]
    public async Task A_rule_may_leave_our_own_file_unsigned()
    {
        using var bench = new SigningBench();

        var plan = await SigningPlan.CreateAsync(
            [Candidate(bench, "a.dll", FileOrigin.Own)], Options(bench, new FileRule("a.dll", FileRuleAction.Leave)), CancellationToken.None);

        Assert.AreEqual("left as it is by the CodeSignFile rule 'a.dll'", plan.Files.Single().Reason);
    }

    [TestMethod]
    public async Task A_file_that_does_not_exist_is_an_error_that_names_it()
    {
        using var bench = new SigningBench();

        var plan = await SigningPlan.CreateAsync(
            [Candidate(bench.Folder.File("none.dll"), "lib/none.dll", FileOrigin.Own)], Options(bench), CancellationToken.None);

        Assert.AreEqual("CSB2507", plan.Diagnostics.Single().Descriptor.Code);
        Assert.Contains("lib/none.dll", plan.Diagnostics.Single().Message);
    }

    private static SigningPlanOptions Options(SigningBench bench, params FileRule[] rules) => new()
    {
        Formats = [new PortableExecutableFormat()],
        Profile = bench.Profile(),
        Inspector = bench.Inspector,
        Rules = rules,
    };

    private static Candidate Candidate(SigningBench bench, string targetPath, FileOrigin origin) =>
        Candidate(bench.Image(targetPath, targetPath.GetHashCode(StringComparison.Ordinal)), targetPath, origin);

    private static Candidate Candidate(string path, string targetPath, FileOrigin origin) =>
        new() { Path = path, TargetPath = targetPath, Origin = origin };
}
