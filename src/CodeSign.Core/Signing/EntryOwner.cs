namespace CodeSign.Signing;

/// <summary>Whose an entry of an archive is.</summary>
/// <param name="Origin">Where it comes from.</param>
/// <param name="Profile">How it is signed if it is: the owner's profile, or <see langword="null"/> for the plan's own.</param>
public sealed record EntryOwner(FileOrigin Origin, SigningTerms? Profile = null);
