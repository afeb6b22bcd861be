using CodeSign.Testing;

namespace CodeSign.Build.Tests;

/// <summary>
/// Projects that share an assembly: which key signs it never depends on who comes first. All ways to schedule a solution, with many projects:
/// <see cref="Solutions.LayeredSolutionTests"/>.
/// </summary>
[TestClass]
public sealed class SolutionPackTests
{
    [TestMethod]
    public async Task A_shared_project_without_a_key_is_signed_by_each_package_with_its_own()
    {
        await using var solution = new TestSolution();
        using var other = AddSharedKey(solution);
        var library = solution.AddPlain("Shared").Frameworks("net10.0;netstandard2.0").Set("IsPackable", "false");
        var (_, two) = AddPackages(solution, library);
        two.Set("CodeSignKey", "../keys/shared.pfx");
        var file = solution.WriteSolution();
        (await solution.PackAsync(file, "-m:4")).EnsureSuccess();
        Assert.AreEqual(TestIdentities.CodeSigning.Certificate, solution.Package("One.1.0.0").SignatureOf("lib/net10.0/Shared.dll")?.Signer);
        Assert.AreEqual(other.Certificate, solution.Package("Two.1.0.0").SignatureOf("lib/netstandard2.0/Shared.dll")?.Signer);
        // It belongs to none of them: what is in its own folders stays as the compiler made it.
        Assert.IsNull(Authenticode.Read(library.Bin()));

        var before = FileSnapshot.Take(solution.Output);
        var requests = solution.Timestamps.Requests;
        (await solution.PackAsync(file, "-m:4", "--no-restore")).EnsureSuccess();
        before.EnsureUnchanged("A pack with nothing to do changed packages.");
        Assert.AreEqual(requests, solution.Timestamps.Requests);
    }

    [TestMethod]
    public async Task A_shared_project_with_a_key_signs_its_assembly_also_where_it_was_packed_before()
    {
        await using var solution = new TestSolution();
        using var shared = AddSharedKey(solution);
        var library = solution.Add("Shared").Frameworks("net10.0;netstandard2.0").Set("CodeSignKey", "../keys/shared.pfx");
        var (one, two) = AddPackages(solution, library);
        // The shared assembly in bin is signed by the first pack, and packed by the others.
        foreach (var project in new[] { library, one, two })
            await project.PackSignedAsync();
        Assert.AreEqual(shared.Certificate, Authenticode.Read(library.Bin())?.Signer);
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
}
