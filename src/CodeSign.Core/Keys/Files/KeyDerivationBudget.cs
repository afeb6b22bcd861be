namespace CodeSign.Keys.Files;

/// <summary>
/// Bounds the work that a file may ask for by its iteration counts: a hostile file could otherwise keep a build busy for hours.
/// The limits leave room for ten times what OWASP recommends for PBKDF2 with HMAC-SHA-256 (600,000).
/// </summary>
internal sealed class KeyDerivationBudget
{
    private const int MaxIterations = 6_000_000;
    private int _left = 2 * MaxIterations;

    public void Spend(int iterations)
    {
        if (iterations < 1)
            throw KeyFileException.Damaged("The iteration count of its encryption is not positive.");

        if (iterations > MaxIterations || iterations > _left)
            throw KeyFileException.Unsupported($"Its encryption asks for too much work ({iterations} iterations).");

        _left -= iterations;
    }
}
