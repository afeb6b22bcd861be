namespace CodeSign.Signing;

/// <summary>Finds the unsigned file that a signed one was made from, so that every later signing starts from it.</summary>
public interface IUnsignedOriginals
{
    /// <summary>Full path of the unsigned original of a signed file, or <see langword="null"/> where it is not known.</summary>
    /// <param name="signedSha256">SHA-256 of the signed file, hexadecimal, lower case.</param>
    string? Find(string signedSha256);
}
