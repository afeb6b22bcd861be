using System.Formats.Asn1;

namespace CodeSign.Keys.Files.Pkcs12;

/// <summary>
/// Reads PKCS #12 (RFC 7292), all in managed memory. Keys and certificates are taken from wherever they stand; which belongs to
/// which is decided by the public key, not by attributes.
/// </summary>
internal sealed class Pkcs12File
{
    private const string Data = "1.2.840.113549.1.7.1";
    private const string EncryptedData = "1.2.840.113549.1.7.6";
    private const string Bag = "1.2.840.113549.1.12.10.1.";
    private const string X509Certificate = "1.2.840.113549.1.9.22.1";
    private const int MaxDepth = 4;
    private const int MaxBags = 1024;

    private static readonly Asn1Tag Context0 = new(TagClass.ContextSpecific, 0);

    private readonly PasswordBasedEncryption _encryption;
    private readonly PasswordCandidate _password;
    private readonly KeyFileContents _contents;
    private int _bags;
    private bool _decrypted;

    private Pkcs12File(PasswordBasedEncryption encryption, PasswordCandidate password, KeyFileContents contents)
    {
        _encryption = encryption;
        _password = password;
        _contents = contents;
    }

    /// <summary>
    /// Tells by its first octets whether a file may be PKCS #12: a SEQUENCE that starts with the version, 3. The length between
    /// them takes one to five octets, and is not held against the file here: one that is cut off is still recognised.
    /// </summary>
    public static bool Recognises(ReadOnlySpan<byte> file)
    {
        if (file.Length < 5 || file[0] != 0x30)
            return false;

        var version = file[1] <= 0x80 ? 2 : 2 + (file[1] & 0x7f);
        return version < file.Length && file[version..].StartsWith((ReadOnlySpan<byte>)[0x02, 0x01, 0x03]);
    }

    /// <summary>Reads a file.</summary>
    /// <exception cref="KeyFileException">It is damaged, not supported, or the password is missing or wrong.</exception>
    public static KeyFileContents Read(ReadOnlyMemory<byte> file, Password? password)
    {
        try
        {
            var pfx = new AsnReader(file, AsnEncodingRules.BER).ReadSequence();
            if (!pfx.TryReadInt32(out var version) || version != 3)
                throw KeyFileException.Unsupported("It is not of version 3 of PKCS #12.");

            var authenticatedSafe = ReadAuthenticatedSafe(pfx.ReadSequence());
            var mac = pfx.HasData ? Pkcs12Mac.Read(pfx.ReadSequence()) : null;
            return Open(authenticatedSafe, mac, password);
        }
        catch (AsnContentException e)
        {
            throw KeyFileException.Damaged("It is not well-formed PKCS #12.", e);
        }
    }

    private static byte[] ReadAuthenticatedSafe(AsnReader contentInfo)
    {
        if (contentInfo.ReadObjectIdentifier() != Data)
            throw KeyFileException.Unsupported("Its integrity is protected by a signature instead of a password.");

        return contentInfo.ReadSequence(Context0).ReadOctetString();
    }

    private static KeyFileContents Open(byte[] authenticatedSafe, Pkcs12Mac? mac, Password? password)
    {
        var encryption = new PasswordBasedEncryption(new KeyDerivationBudget());
        PasswordCandidate[] candidates =
            password is null ? [PasswordCandidate.Empty(), PasswordCandidate.None()] : [PasswordCandidate.Of(password)];
        try
        {
            foreach (var candidate in candidates)
                if (TryOpen(authenticatedSafe, mac, candidate, encryption) is { } contents)
                    return contents;

            throw new KeyFileException(
                password is null ? KeyFileProblem.PasswordMissing : KeyFileProblem.PasswordWrong, "The password does not fit.");
        }
        finally
        {
            foreach (var candidate in candidates)
                candidate.Dispose();
        }
    }

    private static KeyFileContents? TryOpen(
        byte[] authenticatedSafe, Pkcs12Mac? mac, PasswordCandidate password, PasswordBasedEncryption encryption)
    {
        var authentic = mac is null || mac.Verify(authenticatedSafe, password, encryption);
        var contents = new KeyFileContents();
        try
        {
            var file = new Pkcs12File(encryption, password, contents);
            file.ReadSafes(authenticatedSafe);
            if (authentic)
                return contents;

            contents.Dispose();

            // What the password decrypts was encrypted with it: then it is the file that is wrong.
            return file._decrypted ? throw KeyFileException.Damaged("Its checksum (MAC) does not match its content.") : null;
        }
        catch (KeyFileException e) when (e.Problem == KeyFileProblem.PasswordWrong)
        {
            contents.Dispose();
            return null;
        }
        catch (AsnContentException) when (!authentic)
        {
            contents.Dispose();
            return null;
        }
        catch
        {
            contents.Dispose();
            throw;
        }
    }

    private void ReadSafes(ReadOnlyMemory<byte> authenticatedSafe)
    {
        var safes = new AsnReader(authenticatedSafe, AsnEncodingRules.BER).ReadSequence();
        while (safes.HasData)
        {
            Count();
            var safe = safes.ReadSequence();
            switch (safe.ReadObjectIdentifier())
            {
                case Data:
                    ReadSafeContents(safe.ReadSequence(Context0).ReadOctetString(), 0);
                    break;
                case EncryptedData:
                    using (var plain = Decrypt(safe.ReadSequence(Context0).ReadSequence()))
                        ReadSafeContents(plain.Memory, 0);
                    break;
                default:
                    throw KeyFileException.Unsupported("A part of it is encrypted for a certificate instead of a password.");
            }
        }
    }

    /// <summary>EncryptedData (RFC 5652, section 8).</summary>
    private SecretBytes Decrypt(AsnReader encryptedData)
    {
        encryptedData.ReadInteger();
        var content = encryptedData.ReadSequence();
        content.ReadObjectIdentifier();
        var algorithm = content.ReadEncodedValue();
        return Decrypt(algorithm, content.ReadOctetString(Context0));
    }

    private SecretBytes Decrypt(ReadOnlyMemory<byte> algorithm, ReadOnlySpan<byte> encrypted)
    {
        var plain = _encryption.Decrypt(algorithm, encrypted, _password);
        _decrypted = true;
        return plain;
    }

    private void ReadSafeContents(ReadOnlyMemory<byte> encoded, int depth)
    {
        if (depth > MaxDepth)
            throw KeyFileException.Damaged("Its parts are nested too deeply.");

        var bags = new AsnReader(encoded, AsnEncodingRules.BER).ReadSequence();
        while (bags.HasData)
        {
            Count();
            var bag = bags.ReadSequence();
            var oid = bag.ReadObjectIdentifier();
            var value = bag.ReadSequence(Context0);
            switch (oid)
            {
                case Bag + "1":
                    AddKey(value.ReadEncodedValue());
                    break;
                case Bag + "2":
                    AddEncryptedKey(value.ReadSequence());
                    break;
                case Bag + "3":
                    AddCertificate(value.ReadSequence());
                    break;
                case Bag + "6":
                    ReadSafeContents(value.ReadEncodedValue(), depth + 1);
                    break;
            }
        }
    }

    private void AddKey(ReadOnlyMemory<byte> pkcs8) => _contents.AddKey(() => PrivateKey.FromPkcs8(pkcs8.Span));

    /// <summary>EncryptedPrivateKeyInfo (RFC 5958, section 3).</summary>
    private void AddEncryptedKey(AsnReader encrypted)
    {
        var algorithm = encrypted.ReadEncodedValue();
        using var plain = Decrypt(algorithm, encrypted.ReadOctetString());
        AddKey(plain.Memory);
    }

    private void AddCertificate(AsnReader bag)
    {
        if (bag.ReadObjectIdentifier() == X509Certificate)
            _contents.AddCertificate(bag.ReadSequence(Context0).ReadOctetString());
    }

    private void Count()
    {
        if (++_bags > MaxBags)
            throw KeyFileException.Damaged($"It holds more than {MaxBags} parts.");
    }
}
