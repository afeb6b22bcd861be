using System.Globalization;
using CodeSign.Diagnostics;
using Microsoft.Build.Framework;

namespace CodeSign.Build.Settings;

/// <summary>Reads a project's settings from the item that <c>CodeSignGetSettings</c> makes, one value at a time, each checked.</summary>
internal sealed class SettingsReader(ITaskItem item)
{
    private readonly string _folder = Path.GetDirectoryName(item.GetMetadata("FullPath"))!;

    /// <summary>The project's file.</summary>
    public string Project { get; } = item.GetMetadata("FullPath");

    /// <summary>A text, trimmed; <see langword="null"/> where the user gave none.</summary>
    public string? Text(string name)
    {
        var value = item.GetMetadata(name).Trim();
        return value.Length == 0 ? null : value;
    }

    /// <summary>A path, made absolute against the project's folder.</summary>
    public string? FilePath(string name) => Text(name) is { } value ? Absolute(value) : null;

    /// <summary>Several paths, <c>;</c> between them.</summary>
    public IReadOnlyList<string> FilePaths(string name) => [.. List(name).Select(Absolute)];

    /// <summary>Several texts, <c>;</c> or line ends between them, as project files are written.</summary>
    public IReadOnlyList<string> List(string name) =>
        Text(name)?.Split([';', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];

    /// <summary>A switch, in the words that MSBuild's conditions take for one, or the default where it is not set.</summary>
    public bool Switch(string name, bool byDefault) => Switch(name) ?? byDefault;

    /// <summary>A switch, or <see langword="null"/> where it is not set.</summary>
    public bool? Switch(string name) => Text(name)?.ToLowerInvariant() switch
    {
        null => null,
        "true" or "on" or "yes" => true,
        "false" or "off" or "no" => false,
        _ => throw Invalid(name, Text(name)!, "Write 'true' or 'false'."),
    };

    /// <summary>A whole number within bounds, or <see langword="null"/>.</summary>
    public int? Number(string name, int least, int most)
    {
        if (Text(name) is not { } value)
            return null;
        if (int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most)
            return number;
        throw Invalid(name, value, $"Write a whole number from {least} to {most}.");
    }

    /// <summary>A time in seconds, fractions allowed, or <see langword="null"/>.</summary>
    public TimeSpan? Seconds(string name, double most)
    {
        if (Text(name) is not { } value)
            return null;
        if (double.TryParse(value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds) && seconds <= most)
            return TimeSpan.FromSeconds(seconds);
        throw Invalid(name, value, $"Write a number of seconds up to {most.ToString(CultureInfo.InvariantCulture)}.");
    }

    /// <summary>A web address without user info, or <see langword="null"/>.</summary>
    public Uri? WebAddress(string name)
    {
        if (Text(name) is not { } value)
            return null;
        var isAddress = Uri.TryCreate(value, UriKind.Absolute, out var uri);
        if (isAddress && uri!.UserInfo.Length > 0)
            throw BuildDiagnostics.SecretInProperty.Exception(
                $"The address in CodeSign{name} carries a user name or password, which everyone who gets the files could read.",
                "Take it out of the address, and change the password: logs may hold it already.", Project);
        if (isAddress && uri!.Scheme is "http" or "https")
            return uri;
        throw Invalid(name, value, "Write a whole address, with http:// or https://.");
    }

    /// <summary>The error for a value that can't be understood.</summary>
    public CodeSignException Invalid(string name, string value, string fix) =>
        BuildDiagnostics.InvalidSetting.Exception($"CodeSign{name} is '{value}'.", fix, Project);

    private string Absolute(string path) => Path.GetFullPath(path.Replace('\\', Path.DirectorySeparatorChar), _folder);
}
