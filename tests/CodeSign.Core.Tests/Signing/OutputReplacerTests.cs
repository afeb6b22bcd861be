using System.Runtime.Versioning;
using CodeSign.Signing;
using CodeSign.Testing;

namespace CodeSign.Core.Tests.Signing;

[TestClass]
public sealed class OutputReplacerTests
{
    private static readonly DateTime Built = new(2024, 5, 6, 7, 8, 9, DateTimeKind.Utc);

    [TestMethod]
    public async Task The_output_becomes_the_signed_file_with_the_time_and_mode_of_the_unsigned_one()
    {
        using var folder = new TemporaryFolder();
        var (originals, log, replacement) = Prepare(folder);

        Assert.AreEqual(OutputReplacementResult.Replaced, await new OutputReplacer(originals, log).ReplaceAsync(replacement, CancellationToken.None));

        Assert.AreEqual("signed", File.ReadAllText(replacement.Target));
        Assert.AreEqual("signed", File.ReadAllText(replacement.SignedCopy));
        Assert.AreEqual(Built, File.GetLastWriteTimeUtc(replacement.Target));
        Assert.AreEqual("unsigned", File.ReadAllText(originals.Find(replacement.SignedSha256)!));
        Assert.AreEqual(Built, File.GetLastWriteTimeUtc(originals.Find(replacement.SignedSha256)!));
        Assert.IsEmpty(log.Diagnostics);
    }

    [TestMethod]
    [OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
    [UnsupportedOSPlatform("windows")]
    public async Task An_apphost_stays_executable()
    {
        using var folder = new TemporaryFolder();
        var (originals, log, replacement) = Prepare(folder);
        var mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.OtherExecute;
        File.SetUnixFileMode(replacement.Target, mode);

        await new OutputReplacer(originals, log).ReplaceAsync(replacement, CancellationToken.None);

        Assert.AreEqual(mode, File.GetUnixFileMode(replacement.Target));
    }

    [TestMethod]
    public async Task A_second_time_nothing_is_touched()
    {
        using var folder = new TemporaryFolder();
        var (originals, log, replacement) = Prepare(folder);
        var replacer = new OutputReplacer(originals, log);
        await replacer.ReplaceAsync(replacement, CancellationToken.None);

        Assert.AreEqual(OutputReplacementResult.Unchanged, await replacer.ReplaceAsync(replacement, CancellationToken.None));
        Assert.AreEqual(Built, File.GetLastWriteTimeUtc(replacement.Target));
    }

    [TestMethod]
    public async Task With_another_key_the_signed_output_becomes_the_newly_signed_one_and_its_original_stays_known()
    {
        using var folder = new TemporaryFolder();
        var (originals, log, replacement) = Prepare(folder);
        var replacer = new OutputReplacer(originals, log);
        await replacer.ReplaceAsync(replacement, CancellationToken.None);
        var second = Signed(replacement, folder.Write("signed2.dll", "signed by another key"));

        Assert.AreEqual(OutputReplacementResult.Replaced, await replacer.ReplaceAsync(second, CancellationToken.None));

        Assert.AreEqual("signed by another key", File.ReadAllText(replacement.Target));
        Assert.AreEqual("unsigned", File.ReadAllText(originals.Find(second.SignedSha256)!));
        Assert.AreEqual(Built, File.GetLastWriteTimeUtc(replacement.Target));
    }

    [TestMethod]
    public async Task A_signed_output_is_never_kept_as_an_unsigned_original()
    {
        using var folder = new TemporaryFolder();
        var (originals, log, replacement) = Prepare(folder);
        var replacer = new OutputReplacer(originals, log);
        await replacer.ReplaceAsync(replacement, CancellationToken.None);
        var second = Signed(replacement, folder.Write("signed2.dll", "signed by another key"));

        await replacer.ReplaceAsync(second with { UnsignedSha256 = replacement.SignedSha256 }, CancellationToken.None);

        Assert.AreEqual("unsigned", File.ReadAllText(originals.Find(second.SignedSha256)!));
    }

    [TestMethod]
    public async Task A_hard_link_to_the_unsigned_file_is_not_written_through()
    {
        using var folder = new TemporaryFolder();
        var (originals, log, replacement) = Prepare(folder);
        var link = folder.File("link.dll");
        Assert.IsTrue(HardLink.TryCreate(replacement.Target, link));

        await new OutputReplacer(originals, log).ReplaceAsync(replacement, CancellationToken.None);

        Assert.AreEqual("unsigned", File.ReadAllText(link));
    }

    [TestMethod]
    public async Task An_output_that_has_changed_since_is_left_alone_with_a_warning()
    {
        using var folder = new TemporaryFolder();
        var (originals, log, replacement) = Prepare(folder);
        File.WriteAllText(replacement.Target, "instrumented");

        Assert.AreEqual(OutputReplacementResult.LeftAlone, await new OutputReplacer(originals, log).ReplaceAsync(replacement, CancellationToken.None));

        Assert.AreEqual("instrumented", File.ReadAllText(replacement.Target));
        Assert.AreEqual("CSB5006", log.Diagnostics.Single().Descriptor.Code);
    }

    [TestMethod]
    public async Task An_output_that_does_not_exist_is_no_matter()
    {
        using var folder = new TemporaryFolder();
        var (originals, log, replacement) = Prepare(folder);
        File.Delete(replacement.Target);

        Assert.AreEqual(OutputReplacementResult.LeftAlone, await new OutputReplacer(originals, log).ReplaceAsync(replacement, CancellationToken.None));
        Assert.IsEmpty(log.Diagnostics);
    }

    [TestMethod]
    public async Task An_output_that_another_holds_locked_is_left_as_it_is_with_a_warning()
    {
        using var folder = new TemporaryFolder();
        var (originals, log, replacement) = Prepare(folder);
        using var held = new FileStream(replacement.Target, FileMode.Open, FileAccess.ReadWrite, FileShare.None);

        Assert.AreEqual(OutputReplacementResult.InUse, await new OutputReplacer(originals, log).ReplaceAsync(replacement, CancellationToken.None));

        held.Dispose();
        Assert.AreEqual("unsigned", File.ReadAllText(replacement.Target));
        Assert.AreEqual("CSB5003", log.Diagnostics.Single().Descriptor.Code);
    }

    [TestMethod]
    public async Task Originals_of_files_that_are_gone_are_removed()
    {
        using var folder = new TemporaryFolder();
        var (originals, _, replacement) = Prepare(folder);
        await originals.KeepAsync(replacement.Target, "aa", CancellationToken.None);
        await originals.KeepAsync(replacement.Target, "bb", CancellationToken.None);

        originals.RemoveAllBut(new HashSet<string> { "bb" });

        Assert.IsNull(originals.Find("aa"));
        Assert.IsNotNull(originals.Find("bb"));
    }

    private static (UnsignedOriginals Originals, RecordingLog Log, OutputReplacement Replacement) Prepare(TemporaryFolder folder)
    {
        var target = folder.Write("a.dll", "unsigned");
        File.SetLastWriteTimeUtc(target, Built);
        var unsigned = FileDigest.Sha256(target, CancellationToken.None);
        var replacement = Signed(new OutputReplacement(target, "", unsigned, ""), folder.Write("signed.dll", "signed"));
        return (new UnsignedOriginals(Path.Combine(folder.Path, "originals")), new RecordingLog(), replacement);
    }

    private static OutputReplacement Signed(OutputReplacement replacement, string signed) =>
        replacement with { SignedCopy = signed, SignedSha256 = FileDigest.Sha256(signed, CancellationToken.None) };
}
