using CodeSign.Testing;

namespace CodeSign.Build.Tests;

/// <summary>Solutions packed by several processes at once: which key signs a shared assembly never depends on who comes first.</summary>
[TestClass]
public sealed class SolutionPackTests
{
    [TestMethod]
    public async Task A_shared_project_with_its_own_key_signs_its_assembly_wherever_it_is_packed()
    {
        await using var solution = new TestSolution();
        using var shared = AddSharedKey(solution);
        var library = solution.Add("Shared").Frameworks("net10.0;netstandard2.0").Set("CodeSignKey", "../keys/shared.pfx");
        AddPackages(solution, library);
        var own = TestIdentities.CodeSigning.Certificate;
        await PackTogetherAsync(solution, () =>
        {
            Assert.AreEqual(own, solution.Package("One.1.0.0").SignatureOf("lib/net10.0/One.dll")?.Signer);
            Assert.AreEqual(shared.Certificate, solution.Package("One.1.0.0").SignatureOf("lib/net10.0/Shared.dll")?.Signer);
            Assert.AreEqual(own, solution.Package("Two.1.0.0").SignatureOf("lib/netstandard2.0/Two.dll")?.Signer);
            Assert.AreEqual(shared.Certificate, solution.Package("Two.1.0.0").SignatureOf("lib/netstandard2.0/Shared.dll")?.Signer);
            Assert.AreEqual(shared.Certificate, solution.Package("Shared.1.0.0").SignatureOf("lib/net10.0/Shared.dll")?.Signer);
            Assert.AreEqual(shared.Certificate, Authenticode.Read(library.Bin())?.Signer);
        });
    }

    [TestMethod]
    public async Task A_shared_project_without_a_key_is_signed_by_each_package_with_its_own()
    {
        await using var solution = new TestSolution();
        using var other = AddSharedKey(solution);
        var library = solution.AddPlain("Shared").Frameworks("net10.0;netstandard2.0").Set("IsPackable", "false");
        var (_, two) = AddPackages(solution, library);
        two.Set("CodeSignKey", "../keys/shared.pfx");
        await PackTogetherAsync(solution, () =>
        {
            Assert.AreEqual(TestIdentities.CodeSigning.Certificate, solution.Package("One.1.0.0").SignatureOf("lib/net10.0/Shared.dll")?.Signer);
            Assert.AreEqual(other.Certificate, solution.Package("Two.1.0.0").SignatureOf("lib/netstandard2.0/Shared.dll")?.Signer);
            // It belongs to none of them: what is in its own folders stays as the compiler made it.
            Assert.IsNull(Authenticode.Read(library.Bin()));
        });
    }

    [TestMethod]
    public async Task Packages_packed_one_after_the_other_hold_the_same_as_packed_together()
    {
        await using var solution = new TestSolution();
        using var shared = AddSharedKey(solution);
        var library = solution.Add("Shared").Frameworks("net10.0;netstandard2.0").Set("CodeSignKey", "../keys/shared.pfx");
        var (one, two) = AddPackages(solution, library);
        // The shared assembly in bin is signed by the first pack, and packed by the others.
        foreach (var project in new[] { library, one, two })
            await project.PackSignedAsync();
        Assert.AreEqual(shared.Certificate, solution.Package("One.1.0.0").SignatureOf("lib/net10.0/Shared.dll")?.Signer);
        Assert.AreEqual(shared.Certificate, solution.Package("Two.1.0.0").SignatureOf("lib/netstandard2.0/Shared.dll")?.Signer);
        Assert.IsFalse(solution.Package("Two.1.0.0").SignatureOf("lib/netstandard2.0/Shared.dll")!.HasNested);
    }

    private static (TestProject One, TestProject Two) AddPackages(TestSolution solution, TestProject shared) => (
        solution.Add("One").Frameworks("net10.0;netstandard2.0").Reference(shared, "PrivateAssets=\"all\"").PackReferences(),
        solution.Add("Two").Frameworks("net10.0;netstandard2.0").Reference(shared, "PrivateAssets=\"all\"").PackReferences());

    private static TestCertificate AddSharedKey(TestSolution solution)
    {
        var certificate = TestIdentities.Authority.Issue(new() { Subject = "CN=Shared Libraries, O=CodeSign Tests, C=CH" });
        certificate.WritePfx(solution.File("keys/shared.pfx"), solution.Password);
        return certificate;
    }

    private static async Task PackTogetherAsync(TestSolution solution, Action check)
    {
        var file = solution.WriteSolution();
        (await solution.DotnetAsync("restore", file)).EnsureSuccess();
        (await solution.PackAsync(file, "-m:4", "--no-restore")).EnsureSuccess();
        check();

        var before = FileSnapshot.Take(solution.Output);
        var requests = solution.Timestamps.Requests;
        (await solution.PackAsync(file, "-m:4", "--no-restore")).EnsureSuccess();
        before.EnsureUnchanged("A pack with nothing to do changed packages.");
        Assert.AreEqual(requests, solution.Timestamps.Requests);
    }
}
