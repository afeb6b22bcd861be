using System.Reflection;

namespace CodeSign.Tool;

/// <summary>The version of this tool.</summary>
internal static class ToolVersion
{
    /// <summary>The version as its package has it, with the commit that it was built from where known.</summary>
    public static string Text { get; } =
        typeof(ToolVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;
}
