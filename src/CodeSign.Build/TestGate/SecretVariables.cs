using CodeSign.Keys;

namespace CodeSign.Build.TestGate;

/// <summary>
/// Which environment variables tests don't get: what opens the key, and what clouds and vaults take for an identity that may use one. A
/// test is other people's code, and what it depends on too.
/// </summary>
/// <param name="keys">Names of the variables that hold the passwords of keys, besides the default one.</param>
/// <param name="wanted">Names of variables that tests need all the same; those of keys stay hidden.</param>
internal sealed class SecretVariables(IEnumerable<string> keys, IEnumerable<string> wanted)
{
    private static readonly string[] Prefixes = ["AWS_", "AZURE_", "VAULT_", "GOOGLE_", "ACTIONS_ID_TOKEN_"];

    private readonly HashSet<string> _keys = new([KeyOptions.DefaultPasswordVariable, .. keys], StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _wanted = new(wanted, StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether tests don't get a variable.</summary>
    public bool Contains(string name) => _keys.Contains(name)
        || !_wanted.Contains(name) && Array.Exists(Prefixes, prefix => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase));
}
