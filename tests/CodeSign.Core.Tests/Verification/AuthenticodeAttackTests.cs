using System.Security.Cryptography.X509Certificates;
using CodeSign.Core.Tests.Formats.PortableExecutable;
using CodeSign.Testing;
using CodeSign.Verification;
using Org.BouncyCastle.Asn1;

namespace CodeSign.Core.Tests.Verification;

/// <summary>
/// What attackers, and careless programs, do to signed executables. Most of it passes at least one of the public verifiers.
/// </summary>
[TestClass]
public sealed class AuthenticodeAttackTests
{
    private const string TimestampAttribute = "1.3.6.1.4.1.311.3.3.1";
    private const string NestedAttribute = "1.3.6.1.4.1.311.2.4.1";
    private const string UnknownAttribute = "2.999.7";

    [TestMethod]
    public async Task Every_flipped_byte_is_noticed_except_in_the_checksum()
    {
        // Without the demand, a timestamp that was made useless would be no loss while the certificate is valid.
        var options = Verifying.Options with { RequireTimestamp = true };
        var image = await Samples.ImageAsync();
        await Tamper.AssertEveryFlipFailsAsync(
            image.File,
            [.. Enumerable.Range(SignedImage.ChecksumOffset, 4)],
            async changed => (await Verifying.VerifyAsync(changed, options)).Verdict != Verdict.Trusted);
    }

    [TestMethod]
    public async Task Every_flipped_byte_of_our_own_file_is_noticed()
    {
        var image = await Samples.SignImageAsync(TestIdentities.CodeSigningEc);
        var options = Verifying.Own(TestIdentities.CodeSigningEc);
        await Tamper.AssertEveryFlipFailsAsync(
            image.File, [], async changed => (await Verifying.VerifyAsync(changed, options)).Verdict != Verdict.Trusted);
    }

    [TestMethod]
    public async Task No_beginning_of_a_file_is_trusted()
    {
        var image = await Samples.ImageAsync();
        for (var length = 0; length < image.File.Length; length++)
        {
            var result = await Verifying.VerifyAsync(image.File[..length]);
            Verifying.AssertVerdict(length < 2 ? Verdict.Unsigned : Verdict.Invalid, result);
        }
    }

    [TestMethod]
    [DataRow(1)]
    [DataRow(8)]
    [DataRow(4096)]
    public async Task Data_behind_the_table_is_refused(int size)
    {
        var image = await Samples.ImageAsync();
        await AssertBrokenAsync([.. image.File, .. new byte[size]], FindingKind.HiddenData);
    }

    [TestMethod]
    public async Task Padding_that_is_not_zero_is_refused()
    {
        var image = await Samples.ImageAsync();
        var message = image.Message;
        for (var size = 1; (8 + message.Length) % 8 == 0; size++)
            message = SignedDataSurgery.AddUnsignedAttribute(image.Message, UnknownAttribute, new DerOctetString(new byte[size]));

        await Verifying.AssertTrustedAsync(image.WithMessage(message));
        var table = SignedImage.Entry(message);
        table[^1] = 1;
        await AssertBrokenAsync(image.WithTable(table), FindingKind.PaddingNotZero);
    }

    [TestMethod]
    [DataRow(8)]
    [DataRow(64)]
    [DataRow(65536)]
    public async Task Junk_in_the_entry_behind_the_message_is_refused(int size)
    {
        var image = await Samples.ImageAsync();
        byte[] junk = [.. Enumerable.Repeat((byte)0xCC, size)];
        await AssertBrokenAsync(image.WithTable(SignedImage.Entry([.. image.Message, .. junk])), FindingKind.HiddenData);
        await AssertBrokenAsync(image.WithTable(SignedImage.Entry([.. image.Message, .. new byte[size]])), FindingKind.HiddenData);
    }

    [TestMethod]
    public async Task Anything_beside_the_one_entry_is_refused()
    {
        var image = await Samples.ImageAsync();
        var table = image.Table;
        await AssertBrokenAsync(image.WithTable([.. table, .. new byte[8]]), FindingKind.HiddenData);
        await AssertBrokenAsync(image.WithTable([.. table, .. SignedImage.Entry(new byte[40])]), FindingKind.HiddenData);
        await AssertBrokenAsync(image.WithTable([.. table, .. SignedImage.Entry(new byte[40], type: 0x0F00)]), FindingKind.HiddenData);
        await AssertBrokenAsync(image.WithTable([.. table, .. table]), FindingKind.HiddenData);
    }

    [TestMethod]
    public async Task An_entry_that_is_no_signature_of_revision_2_is_refused()
    {
        var image = await Samples.ImageAsync();
        await AssertBrokenAsync(image.WithTable(SignedImage.Entry(image.Message, revision: 0x0100)), FindingKind.MalformedFile);
        await AssertBrokenAsync(image.WithTable(SignedImage.Entry(image.Message, type: 1)), FindingKind.MalformedFile);
        await AssertBrokenAsync(image.WithTable(SignedImage.Entry(image.Message, length: 4)), FindingKind.MalformedFile);
        await AssertBrokenAsync(image.WithTable(SignedImage.Entry(image.Message, length: int.MaxValue)), FindingKind.MalformedFile);
        await AssertBrokenAsync(image.WithTable(SignedImage.Entry(image.Message, length: -1)), FindingKind.MalformedFile);
        await AssertBrokenAsync(image.WithTable([]), FindingKind.MalformedFile);
    }

    [TestMethod]
    public async Task Padding_may_be_counted_in_the_length_or_not()
    {
        var image = await Samples.ImageAsync();
        await Verifying.AssertTrustedAsync(image.WithTable(SignedImage.Entry(image.Message, length: 8 + image.Message.Length)));
    }

    [TestMethod]
    public async Task A_directory_that_points_elsewhere_is_refused()
    {
        var image = await Samples.ImageAsync();
        var (table, start) = (image.Table, image.TableOffset);
        foreach (var offset in new[] { start + 8, start - 8, start + 4, 0, 0x80, int.MaxValue, -8 })
            Verifying.AssertVerdict(Verdict.Invalid, await Verifying.VerifyAsync(image.WithTable(table, directoryOffset: offset)));
        foreach (var size in new[] { 0, 1, 7, table.Length - 8, table.Length + 8, int.MaxValue, -1 })
            Verifying.AssertVerdict(Verdict.Invalid, await Verifying.VerifyAsync(image.WithTable(table, directorySize: size)));
    }

    [TestMethod]
    public async Task A_section_that_reaches_into_the_table_is_refused()
    {
        var image = new TestImage();
        var bytes = image.Build();
        TestImage.Put32(bytes, image.SectionHeaderOffset + 16, 0x400);
        Verifying.AssertVerdict(Verdict.Invalid, await Verifying.VerifyAsync(bytes));
    }

    [TestMethod]
    public async Task A_wrong_checksum_is_a_finding_and_in_our_own_file_a_failure()
    {
        var image = await Samples.SignImageAsync();
        foreach (var value in new uint[] { 0, 1, 0xFFFFFFFF })
        {
            var changed = (byte[])image.File.Clone();
            TestImage.Put32(changed, SignedImage.ChecksumOffset, value);
            await Verifying.AssertFindingAsync(changed, Verdict.Trusted, FindingKind.WrongChecksum);
            await AssertBrokenAsync(changed, FindingKind.WrongChecksum, Verifying.Own(TestIdentities.CodeSigning));
        }
    }

    [TestMethod]
    public async Task A_broken_nested_signature_is_not_hidden_by_a_good_primary_one()
    {
        var nested = await Samples.SignImageAsync(TestIdentities.CodeSigningEc);
        var image = await Samples.ImageAsync();
        await Verifying.AssertTrustedAsync(Nest(image, nested.Message));
        await AssertBrokenAsync(Nest(image, SignedDataSurgery.BreakSignature(nested.Message)), FindingKind.SignatureValueMismatch);
        await AssertBrokenAsync(Nest(image, [0x30, 0x00]), FindingKind.MalformedSignature);
    }

    [TestMethod]
    public async Task A_broken_primary_signature_is_not_hidden_by_a_good_nested_one()
    {
        var image = await Samples.NestedImageAsync();
        await AssertBrokenAsync(image.WithMessage(SignedDataSurgery.BreakSignature), FindingKind.SignatureValueMismatch);
    }

    [TestMethod]
    public async Task Signatures_nested_without_end_are_refused()
    {
        var image = await Samples.ImageAsync();
        var message = image.Message;
        for (var depth = 0; depth < 5; depth++)
            message = SignedDataSurgery.AddUnsignedAttribute(image.Message, NestedAttribute, Asn1Object.FromByteArray(message));
        await AssertBrokenAsync(image.WithMessage(message), FindingKind.MalformedSignature);

        message = image.Message;
        for (var i = 0; i < 16; i++)
            message = SignedDataSurgery.AddUnsignedAttribute(message, NestedAttribute, Asn1Object.FromByteArray(image.Message));
        await AssertBrokenAsync(image.WithMessage(message), FindingKind.MalformedSignature);
    }

    [TestMethod]
    public async Task Timestamps_without_end_are_refused()
    {
        var image = await Samples.ImageAsync();
        var message = image.Message;
        var token = Asn1Object.FromByteArray(await Tokens.AskAsync(SignedDataSurgery.SignatureOf(message)));
        for (var i = 0; i < 8; i++)
            message = SignedDataSurgery.AddUnsignedAttribute(message, TimestampAttribute, token);
        await AssertBrokenAsync(image.WithMessage(message), FindingKind.MalformedSignature);
    }

    [TestMethod]
    public async Task A_timestamp_from_the_future_is_not_relied_on()
    {
        var signed = await Samples.SignImageAsync(time: DateTimeOffset.UtcNow.AddDays(2));
        await Verifying.AssertFindingAsync(signed.File, Verdict.Trusted, FindingKind.ImplausibleTime);
        await Verifying.AssertFindingAsync(
            signed.File, Verdict.Untrusted, FindingKind.NoTimestamp, Verifying.Options with { RequireTimestamp = true });
    }

    [TestMethod]
    public async Task The_timestamp_of_another_signature_is_refused_though_the_certificate_is_valid()
    {
        var image = await Samples.ImageAsync();
        var foreign = await Tokens.AskAsync(new byte[256]);
        await AssertBrokenAsync(
            image.WithMessage(m => SignedDataSurgery.MapUnsignedAttribute(m, TimestampAttribute, _ => foreign)),
            FindingKind.ForeignTimestamp);
        await AssertBrokenAsync(
            image.WithMessage(m => SignedDataSurgery.AddUnsignedAttribute(m, TimestampAttribute, Asn1Object.FromByteArray(foreign))),
            FindingKind.ForeignTimestamp);
    }

    [TestMethod]
    public async Task Of_two_good_timestamps_the_earlier_counts()
    {
        var image = await Samples.ImageAsync();
        var earlier = DateTimeOffset.UtcNow.AddDays(-10);
        var token = await Tokens.AskAsync(SignedDataSurgery.SignatureOf(image.Message), time: earlier);
        var both = image.WithMessage(m => SignedDataSurgery.AddUnsignedAttribute(m, TimestampAttribute, Asn1Object.FromByteArray(token)));
        var result = await Verifying.VerifyAsync(both);
        Verifying.AssertVerdict(Verdict.Trusted, result);
        Assert.AreEqual(earlier.ToUnixTimeSeconds(), result.Signatures[0].Timestamp!.GenTime.ToUnixTimeSeconds());
    }

    [TestMethod]
    public async Task An_expired_certificate_is_trusted_only_with_a_timestamp_from_before()
    {
        var clock = Verifying.Options with { Clock = new FixedClock(DateTimeOffset.UtcNow.AddYears(3)) };
        await Verifying.AssertTrustedAsync((await Samples.ImageAsync()).File, clock);

        var unstamped = await Samples.SignImageAsync(stamped: false);
        await Verifying.AssertTrustedAsync(unstamped.File);
        await Verifying.AssertFindingAsync(unstamped.File, Verdict.Untrusted, FindingKind.CertificateOutOfDate, clock);

        var late = await Samples.SignImageAsync(time: DateTimeOffset.UtcNow.AddYears(2));
        await Verifying.AssertFindingAsync(late.File, Verdict.Untrusted, FindingKind.ImplausibleTime, clock);
    }

    [TestMethod]
    public async Task A_timestamp_is_missed_where_it_is_required()
    {
        var unstamped = await Samples.SignImageAsync(stamped: false);
        await Verifying.AssertFindingAsync(
            unstamped.File, Verdict.Untrusted, FindingKind.NoTimestamp, Verifying.Own(TestIdentities.CodeSigning));
        var stranger = (await Samples.ImageAsync()).File;
        var nobody = Verifying.Options with { TimestampTrust = TrustStore.Empty, RequireTimestamp = true };
        await Verifying.AssertFindingAsync(stranger, Verdict.Untrusted, FindingKind.NoTimestamp, nobody);
    }

    [TestMethod]
    public async Task Lifetime_signing_ends_with_the_certificate()
    {
        using var signer = TestIdentities.Authority.Issue(new()
        {
            ExtendedKeyUsages = [CertificateOptions.CodeSigning, CertificateOptions.LifetimeSigning],
            Key = TestIdentities.CodeSigning.Key,
        });
        var signed = await Samples.SignImageAsync(signer);
        await Verifying.AssertTrustedAsync(signed.File);
        var later = Verifying.Options with { Clock = new FixedClock(DateTimeOffset.UtcNow.AddYears(3)) };
        await Verifying.AssertFindingAsync(signed.File, Verdict.Untrusted, FindingKind.CertificateOutOfDate, later);
    }

    [TestMethod]
    public async Task Unfit_certificates_are_not_trusted()
    {
        var fit = new CertificateOptions { Key = TestIdentities.CodeSigning.Key };
        await AssertUnfitAsync(fit with { ExtendedKeyUsages = [] });
        await AssertUnfitAsync(fit with { ExtendedKeyUsages = [CertificateOptions.TimeStamping] });
        await AssertUnfitAsync(fit with { KeyUsage = X509KeyUsageFlags.KeyEncipherment });
    }

    [TestMethod]
    public async Task Data_that_nothing_covers_is_reported_with_its_size_and_refused_in_our_own_file()
    {
        var image = await Samples.SignImageAsync();
        var blob = image.WithMessage(m => SignedDataSurgery.AddUnsignedAttribute(m, UnknownAttribute, new DerOctetString(new byte[4096])));
        var list = TestIdentities.Authority.RevocationList();
        var revocations = image.WithMessage(m => SignedDataSurgery.Edit(m, elements =>
            elements.Insert(4, new DerTaggedObject(false, 1, new DerSet(Asn1Object.FromByteArray(list))))));
        foreach (var changed in new[] { blob, revocations })
        {
            await Verifying.AssertFindingAsync(changed, Verdict.Trusted, FindingKind.UncoveredData);
            await AssertBrokenAsync(changed, FindingKind.UncoveredData, Verifying.Own(TestIdentities.CodeSigning));
        }

        var result = await Verifying.VerifyAsync(blob);
        Assert.Contains("4100 bytes", result.Findings.Single(f => f.Kind == FindingKind.UncoveredData).Explanation);
    }

    [TestMethod]
    public async Task Unrelated_certificates_are_noted_and_refused_in_our_own_file()
    {
        var image = await Samples.SignImageAsync();
        var changed = image.WithMessage(m => SignedDataSurgery.AddCertificate(m, TestIdentities.Stranger.Root));
        await Verifying.AssertFindingAsync(changed, Verdict.Trusted, FindingKind.UnrelatedCertificates);
        await AssertBrokenAsync(changed, FindingKind.UnrelatedCertificates, Verifying.Own(TestIdentities.CodeSigning));
    }

    [TestMethod]
    public async Task Messages_that_are_not_as_Authenticode_demands_are_refused()
    {
        var image = await Samples.ImageAsync();
        await AssertMalformedAsync(m => SignedDataSurgery.Edit(m, e => e[^1] = WithSecondSigner(Asn1Set.GetInstance(e[^1])[0])));
        await AssertMalformedAsync(m => SignedDataSurgery.Edit(m, e => e[^1] = new DerSet()));
        await AssertMalformedAsync(m => SignedDataSurgery.Edit(m, e => e[0] = DerInteger.ValueOf(3)));
        await AssertMalformedAsync(m => SignedDataSurgery.Edit(m, e => e[1] = new DerSet()));
        await AssertMalformedAsync(m => SignedDataSurgery.Edit(m, e => e[2] = new DerSequence(Asn1Sequence.GetInstance(e[2])[0])));
        await AssertMalformedAsync(m => SignedDataSurgery.EditCertificates(m, certificates => certificates.Clear()));
        await AssertMalformedAsync(m => SignedDataSurgery.EditCertificates(m, certificates => certificates[0] = new DerSequence()));
        await AssertMalformedAsync(m => SignedDataSurgery.EditSigner(m, signer => signer.RemoveAt(3)));
        await AssertMalformedAsync(m => SignedDataSurgery.EditSigner(m, signer => signer[0] = DerInteger.ValueOf(3)));
        await AssertMalformedAsync(m => Asn1Object.FromByteArray(m).GetEncoded("DER")[..^1]);
        await AssertMalformedAsync(_ => [0x30, 0x80, 0x00, 0x00]);

        async Task AssertMalformedAsync(Func<byte[], byte[]> change) =>
            Verifying.AssertVerdict(Verdict.Invalid, await Verifying.VerifyAsync(image.WithMessage(change)));
    }

    [TestMethod]
    public async Task The_signature_of_another_file_is_refused()
    {
        var other = await Samples.SignImageAsync(image: new TestImage { SectionSize = 0x400 }.Build());
        var image = await Samples.ImageAsync();
        await AssertBrokenAsync(image.WithMessage(other.Message), FindingKind.ContentDigestMismatch);
    }

    /// <summary>The signer, and the same one again without its unsigned attributes.</summary>
    private static DerSet WithSecondSigner(Asn1Encodable signer) =>
        new(signer, new DerSequence(Asn1Sequence.GetInstance(signer).Take(6).ToArray()));

    private static byte[] Nest(SignedImage image, byte[] nested) =>
        image.WithMessage(m => SignedDataSurgery.AddUnsignedAttribute(m, NestedAttribute, Asn1Object.FromByteArray(nested)));

    private static async Task AssertUnfitAsync(CertificateOptions options)
    {
        using var signer = TestIdentities.Authority.Issue(options);
        var signed = await Samples.SignImageAsync(signer);
        await Verifying.AssertFindingAsync(signed.File, Verdict.Untrusted, FindingKind.WrongCertificateUsage);
    }

    private static Task AssertBrokenAsync(byte[] file, FindingKind kind, VerificationOptions? options = null) =>
        Verifying.AssertFindingAsync(file, Verdict.Invalid, kind, options);
}
