namespace Microsoft.Build.Framework;

/// <summary>
/// Tells multi-threaded MSBuild that a task may run in its own process beside others: it uses no working directory, no process-wide
/// state and no console. MSBuild looks for the attribute by its full name, so it may be declared here until the framework has it.
/// </summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
internal sealed class MSBuildMultiThreadableTaskAttribute : Attribute;
