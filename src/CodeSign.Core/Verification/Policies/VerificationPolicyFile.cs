using System.Text.Json;
using System.Text.RegularExpressions;
using CodeSign.Diagnostics;

namespace CodeSign.Verification.Policies;

/// <summary>Verification policies as files.</summary>
public static partial class VerificationPolicyFile
{
    /// <summary>How many bytes of a policy are read at most: room for thousands of rules.</summary>
    public const int MaxLength = 4 * 1024 * 1024;

    /// <summary>Reads a policy. Every mistake in it is an error: none makes it demand less.</summary>
    /// <param name="path">Path of the file.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="CodeSignException">
    /// The file can't be read or is not as the schema demands (CSB4012), or its version is not known (CSB4013).
    /// </exception>
    public static async Task<VerificationPolicy> ReadAsync(string path, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (Directory.Exists(path))
            throw Bad(path, "it is a folder.");
        try
        {
            var length = new FileInfo(path).Length;
            if (length > MaxLength)
                throw Bad(path, $"it has {length} bytes; more than {MaxLength} are not read.");
            return Parse(await File.ReadAllBytesAsync(path, cancellationToken), path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Bad(path, e.Message, e);
        }
    }

    /// <summary>Reads a policy.</summary>
    /// <param name="json">Its text, UTF-8.</param>
    /// <param name="name">What errors call it: the file's path.</param>
    /// <exception cref="CodeSignException">
    /// The text is not as the schema demands (CSB4012), or its version is not known (CSB4013).
    /// </exception>
    public static VerificationPolicy Parse(ReadOnlySpan<byte> json, string name)
    {
        if (json.StartsWith("\uFEFF"u8))
            json = json["\uFEFF"u8.Length..];
        try
        {
            RequireKnownVersion(json, name);
            var policy = JsonSerializer.Deserialize(json, PolicyJson.Default.VerificationPolicy) ?? throw Bad(name, "it holds null.");
            return PolicyCheck.FindMistake(policy) is { } mistake ? throw Bad(name, mistake) : policy;
        }
        catch (JsonException e)
        {
            throw Bad(name, Describe(e), e);
        }
    }

    /// <summary>A later version may look different in every other way, so its number is looked at before.</summary>
    private static void RequireKnownVersion(ReadOnlySpan<byte> json, string name)
    {
        var reader = new Utf8JsonReader(json);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            throw Bad(name, "it is no JSON object.");
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isVersion = reader.ValueTextEquals("schemaVersion"u8);
            reader.Read();
            if (isVersion && reader.TokenType == JsonTokenType.Number && reader.TryGetInt32(out var version)
                && version != VerificationPolicy.CurrentSchemaVersion)
            {
                throw VerificationDiagnostics.UnknownPolicyVersion.Exception(
                    $"{name} has schema version {version}; this version of CodeSign knows {VerificationPolicy.CurrentSchemaVersion}.",
                    "Use a newer version of CodeSign, or write the policy for this one.",
                    name);
            }

            reader.Skip();
        }
    }

    /// <summary>The platform's message without the names of our types, behind line and member.</summary>
    private static string Describe(JsonException e)
    {
        var unknown = UnknownMember().Match(e.Message);
        var reason = unknown.Success ? $"'{unknown.Groups[1].Value}' is not a member that the schema knows."
            : Details().Replace(TypeName().Replace(e.Message, "a value"), "").Trim();
        var line = e.LineNumber is { } number ? $"line {number + 1}, " : "";
        return $"{line}{e.Path ?? "$"}: {reason}";
    }

    private static CodeSignException Bad(string path, string cause, Exception? inner = null) => VerificationDiagnostics.BadPolicy.Exception(
        $"{path} is no policy that can be used: {cause}",
        "Correct it; docs/policy.md describes every member, and editors check the file where it names the schema.",
        path,
        inner);

    [GeneratedRegex("^The JSON property '(.*)' could not be mapped")]
    private static partial Regex UnknownMember();

    [GeneratedRegex(@"( Path: .*)? \| LineNumber: .*$")]
    private static partial Regex Details();

    [GeneratedRegex(@"type '[^']*'|CodeSign\.Verification\.Policies\.\w+")]
    private static partial Regex TypeName();
}
