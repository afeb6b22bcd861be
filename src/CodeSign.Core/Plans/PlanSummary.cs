using System.Globalization;
using CodeSign.Diagnostics;

namespace CodeSign.Plans;

/// <summary>Says in one line what a plan would do.</summary>
public static class PlanSummary
{
    /// <summary>The line: <c>3 files would be signed (1 up to date), 2 kept</c>.</summary>
    public static string Of(PlanDocument plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        List<PlanFile> files = [.. plan.Files, .. plan.Archives ?? []];
        var signed = files.FindAll(file => file.Action == PlanAction.Sign);
        var isBesideAlone = files.Count == 0 && plan.Detached is { Count: > 0 };
        List<string> parts = isBesideAlone ? [] : [Signed(signed.Count, signed.Count(file => file.UpToDate == true))];
        Add(PlanAction.Keep, "kept");
        Add(PlanAction.AlreadySigned, "signed already");
        Add(PlanAction.Exclude, "left out");
        Add(PlanAction.Repack, "repacked");
        Add(PlanAction.Undecided, "undecided");
        if (plan.Detached is { Count: > 0 } detached)
            parts.Add(isBesideAlone ? Beside(detached) : Invariant($"{detached.Count} signed beside"));
        return string.Join(", ", parts) + (plan.HasKey ? "" : "; but no key is set");

        void Add(PlanAction action, string what)
        {
            if (files.Count(file => file.Action == action) is > 0 and var count)
                parts.Add(Invariant($"{count} {what}"));
        }
    }

    private static string Signed(int count, int upToDate)
    {
        var text = $"{Quantity.Of(count, "file")} would be signed";
        return upToDate == 0 ? text : Invariant($"{text} ({upToDate} up to date)");
    }

    private static string Beside(IReadOnlyList<PlanDetachedSignature> detached)
    {
        var undecided = detached.Count(beside => beside.Action == PlanAction.Undecided);
        var text = $"{Quantity.Of(detached.Count - undecided, "file")} would be signed beside";
        return undecided == 0 ? text : Invariant($"{text}, {undecided} undecided");
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
