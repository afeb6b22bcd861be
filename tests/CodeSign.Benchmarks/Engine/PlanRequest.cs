namespace CodeSign.Benchmarks;

/// <summary>What the planning process is asked to do.</summary>
/// <param name="Roots">Full path of the file with the trusted root.</param>
/// <param name="Input">The folder whose files are planned.</param>
/// <param name="Document">Full path of the plan that is written.</param>
internal sealed record PlanRequest(string Roots, string Input, string Document)
{
    /// <summary>The first argument of the process.</summary>
    public const string Command = "engine-plan";

    /// <summary>Reads what <see cref="ToArguments"/> wrote, but for the command.</summary>
    public static PlanRequest Parse(string[] arguments) => new(arguments[0], arguments[1], arguments[2]);

    /// <summary>The arguments of the process.</summary>
    public IReadOnlyList<string> ToArguments() => [Command, Roots, Input, Document];
}
