using CodeSign.Diagnostics;
using CodeSign.TestGate.Evidence;

namespace CodeSign.TestGate.Judging;

/// <summary>Holds each shipped assembly against what the processes of runs that passed have loaded.</summary>
internal sealed class AssemblyJudge
{
    private readonly TestGateOptions _options;
    private readonly IReadOnlyList<TestEvidence> _processes;
    private readonly HashSet<Guid> _shippedModules;

    /// <summary>Makes a judge.</summary>
    /// <param name="options">What is shipped, and how strictly it is judged.</param>
    /// <param name="processes">The processes of the runs that count.</param>
    public AssemblyJudge(TestGateOptions options, IReadOnlyList<TestEvidence> processes)
    {
        _options = options;
        _processes = processes;
        _shippedModules = [.. options.Assemblies.Select(assembly => assembly.Identity.Mvid)];
    }

    /// <summary>How an assembly was tested.</summary>
    public AssemblyVerdict Judge(ShippedAssembly assembly)
    {
        var found = _processes.Select(process => Compare(assembly, process)).ToList();
        var best = found.OrderBy(kind => kind).FirstOrDefault(LoadedBuild.None);
        if (Tested(best) is { } tested)
            return _options.Demand == TestDemand.Exact && best is LoadedBuild.Instrumented or LoadedBuild.CompiledFromSame
                ? Refuse(assembly, Exactness(assembly, best))
                : new AssemblyVerdict(new JudgedAssembly(assembly, tested, Reason(best)), Problem: null);
        if (_options.Untested.FirstOrDefault(rule => rule.Matches(assembly.TargetPath)) is { } rule)
            return new AssemblyVerdict(new JudgedAssembly(assembly, TestedKind.Untested, rule.Reason), Problem: null);
        return Refuse(assembly, found.Contains(LoadedBuild.Mixed) ? Mixed(assembly)
            : found.Contains(LoadedBuild.Other) ? Other(assembly) : NotLoaded(assembly));
    }

    /// <summary>Which build of an assembly a process loaded.</summary>
    private LoadedBuild Compare(ShippedAssembly shipped, TestEvidence process)
    {
        var named = process.Assemblies
            .Where(loaded => loaded.Name.Equals(shipped.Identity.Name, StringComparison.OrdinalIgnoreCase)).ToList();
        var same = named.FindAll(loaded => loaded.Mvid == shipped.Identity.Mvid);
        var isStrayLoaded = named.Exists(loaded => !_shippedModules.Contains(loaded.Mvid));
        if (same.Count == 0)
            return isStrayLoaded ? LoadedBuild.Other : LoadedBuild.None;
        if (isStrayLoaded)
            return LoadedBuild.Mixed;
        if (!process.IsProfiled && same.TrueForAll(loaded => loaded.AuthenticodeSha256 == shipped.Identity.AuthenticodeSha256))
            return LoadedBuild.Exact;
        if (!shipped.Identity.IsCompiledAhead)
            return LoadedBuild.Instrumented;
        if (!process.IsProfiled && same.TrueForAll(loaded => loaded.AuthenticodeSha256 == shipped.CompiledFrom))
            return LoadedBuild.CompiledFromExact;
        return shipped.CompiledFrom is null ? LoadedBuild.CompiledFromSame : LoadedBuild.Instrumented;
    }

    private static TestedKind? Tested(LoadedBuild build) => build switch
    {
        LoadedBuild.Exact => TestedKind.Exact,
        LoadedBuild.CompiledFromExact or LoadedBuild.CompiledFromSame => TestedKind.Compiled,
        LoadedBuild.Instrumented => TestedKind.Instrumented,
        _ => null,
    };

    private static string Reason(LoadedBuild build) => build switch
    {
        LoadedBuild.Exact => "A run that passed loaded these bytes.",
        LoadedBuild.CompiledFromExact => "A run that passed loaded the assembly that this was compiled ahead from.",
        LoadedBuild.CompiledFromSame => "A run that passed loaded the same compilation, from which this was compiled ahead.",
        _ => "A run that passed loaded this compilation, instrumented by a tool or under a profiler.",
    };

    private static AssemblyVerdict Refuse(ShippedAssembly assembly, Diagnostic problem) =>
        new(new JudgedAssembly(assembly, TestedKind.Refused, problem.Cause), problem);

    private static Diagnostic Exactness(ShippedAssembly assembly, LoadedBuild build) => TestGateDiagnostics.NotTestedExactly.Create(
        build == LoadedBuild.Instrumented
            ? $"{assembly.TargetPath} was tested only with instrumented code, as for code coverage, and CodeSignRequireTests is exact."
            : $"{assembly.TargetPath} was compiled ahead, it is not known from which file, and CodeSignRequireTests is exact.",
        "Run the tests once more without coverage and profiler, or set CodeSignRequireTests to true.", assembly.Path);

    private static Diagnostic Mixed(ShippedAssembly assembly) => TestGateDiagnostics.TwoBuildsTested.Create(
        $"{assembly.TargetPath} was loaded in a test process together with another build of {assembly.Identity.Name}: which one the tests "
        + "have tested nobody knows.",
        "Let the test project reference one build of it.", assembly.Path);

    private static Diagnostic Other(ShippedAssembly assembly) => TestGateDiagnostics.OtherBuildTested.Create(
        $"{assembly.TargetPath} is another build than the {assembly.Identity.Name} that the tests loaded: it was built after them, or they "
        + "tested something else.",
        "Test and pack the same build: build once, run the tests with --no-build, and pack with --no-build.", assembly.Path);

    private static Diagnostic NotLoaded(ShippedAssembly assembly) => TestGateDiagnostics.NotTested.Create(
        $"{assembly.TargetPath} is about to be signed, and no test run that passed has loaded it.",
        "Test it, or list it in CodeSignUntested with a reason.", assembly.Path);
}
