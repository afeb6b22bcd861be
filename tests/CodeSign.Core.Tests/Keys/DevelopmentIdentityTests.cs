using CodeSign.Keys.Development;

namespace CodeSign.Core.Tests.Keys;

[TestClass]
public sealed class DevelopmentIdentityTests
{
    [TestMethod]
    public async Task A_fresh_machine_signs_and_keeps_its_identity()
    {
        using var folder = new KeyFolder();
        using var first = await folder.OpenAsync("dev:");
        using var second = await folder.OpenAsync("dev:");

        Assert.AreEqual(first.Certificate, second.Certificate);
        Assert.AreEqual("CSB1502 CSB1502", string.Join(' ', folder.Log.Codes));
        await Signatures.RequireWorkingAsync(second);

        using var whole = await DevelopmentIdentity.OpenAsync(folder.Options, folder.Log, CancellationToken.None);
        Assert.AreEqual(first.Certificate, whole.Signer.Certificate);
        await Signatures.RequireWorkingAsync(whole.TimestampAuthority);
    }
}
