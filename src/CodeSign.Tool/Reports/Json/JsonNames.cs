using System.Text.Json;

namespace CodeSign.Tool.Reports.Json;

/// <summary>How values are written in the tool's JSON.</summary>
internal static class JsonNames
{
    /// <summary>A name of an enumeration: <c>packageAuthor</c>.</summary>
    public static string Of<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());

    /// <summary>A digest, hexadecimal, lower case; <see langword="null"/> where there is none.</summary>
    public static string? Hex(ReadOnlyMemory<byte> digest) => digest.IsEmpty ? null : Convert.ToHexStringLower(digest.Span);
}
