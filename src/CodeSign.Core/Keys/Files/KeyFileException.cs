namespace CodeSign.Keys.Files;

/// <summary>What is the matter with a key file. The provider tells the user, with the file's name.</summary>
internal enum KeyFileProblem
{
    Damaged,
    Unsupported,
    UnsupportedAlgorithm,
    PasswordMissing,
    PasswordWrong,
}

/// <summary>A key file could not be read.</summary>
internal sealed class KeyFileException(KeyFileProblem problem, string detail, Exception? inner = null) : Exception(detail, inner)
{
    public KeyFileProblem Problem { get; } = problem;

    /// <summary>How to make a file that can be read of this one, where that is known.</summary>
    public string? Conversion { get; init; }

    public static KeyFileException Damaged(string detail, Exception? inner = null) => new(KeyFileProblem.Damaged, detail, inner);

    public static KeyFileException Unsupported(string detail, string? conversion = null) =>
        new(KeyFileProblem.Unsupported, detail) { Conversion = conversion };
}
