// Compares CodeSign.Build with the tools that people would use instead:
//
//     dotnet run -c Release --project tests/CodeSign.Benchmarks                     every comparison
//     dotnet run -c Release --project tests/CodeSign.Benchmarks -- assemblies pe    some of them
//     ... -- --rounds 20 --markdown results.md
//
// 'engine' or 'engine-plan' as first argument makes this program the contender: a process that signs, or plans, and ends.

using CodeSign.Benchmarks;

return args switch
{
    ["engine", .. var arguments] => await EngineCommand.RunAsync(arguments),
    [PlanRequest.Command, .. var arguments] => await PlanCommand.RunAsync(arguments),
    _ => await BenchmarkCommand.RunAsync(args),
};
