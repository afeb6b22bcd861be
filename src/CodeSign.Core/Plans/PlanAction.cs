using System.Text.Json.Serialization;
using CodeSign.Signing;

namespace CodeSign.Plans;

/// <summary>What would happen to a file, as the plan's document says it.</summary>
public enum PlanAction
{
    /// <summary>It would be signed.</summary>
    [JsonStringEnumMemberName("sign")]
    Sign = PlannedAction.Sign,

    /// <summary>It is somebody else's and would be kept byte for byte.</summary>
    [JsonStringEnumMemberName("keep")]
    Keep = PlannedAction.Keep,

    /// <summary>It is ours and carries our signature already.</summary>
    [JsonStringEnumMemberName("already-signed")]
    AlreadySigned = PlannedAction.AlreadySigned,

    /// <summary>It would be left out: by a rule, or, of a package, by a setting or its kind.</summary>
    [JsonStringEnumMemberName("exclude")]
    Exclude = PlannedAction.Exclude,

    /// <summary>It is an archive in which files would be signed.</summary>
    [JsonStringEnumMemberName("repack")]
    Repack = PlannedAction.Repack,

    /// <summary>It arrives signed, and only the certificate, which is not known, could tell whether by us.</summary>
    [JsonStringEnumMemberName("undecided")]
    Undecided = PlannedAction.Undecided,
}
