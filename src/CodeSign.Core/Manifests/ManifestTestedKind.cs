using System.Text.Json.Serialization;

namespace CodeSign.Manifests;

/// <summary>How an assembly was tested, as the manifest says it.</summary>
public enum ManifestTestedKind
{
    /// <summary>The very bytes, but for signatures.</summary>
    [JsonStringEnumMemberName("exact")]
    Exact,

    /// <summary>The same compilation, instrumented.</summary>
    [JsonStringEnumMemberName("instrumented")]
    Instrumented,

    /// <summary>The assembly that it was compiled ahead from.</summary>
    [JsonStringEnumMemberName("compiled")]
    Compiled,

    /// <summary>Not at all, as a rule allows.</summary>
    [JsonStringEnumMemberName("untested")]
    Untested,
}
