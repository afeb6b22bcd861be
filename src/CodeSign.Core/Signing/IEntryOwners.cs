namespace CodeSign.Signing;

/// <summary>Knows whose the entries of archives are. Safe for use by several threads at once.</summary>
public interface IEntryOwners
{
    /// <summary>Tells whose an entry is: it is known as a copy of a known file, by name and content.</summary>
    /// <param name="name">The entry's file name, without folders.</param>
    /// <param name="path">Full path of a file with its content.</param>
    /// <param name="sha256">SHA-256 of that, hexadecimal, lower case.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    ValueTask<EntryOwner> FindAsync(string name, string path, string sha256, CancellationToken cancellationToken);
}
