// Compares CodeSign.Build with the tools that people would use instead:
//
//     dotnet run -c Release --project tests/CodeSign.Benchmarks                     every comparison
//     dotnet run -c Release --project tests/CodeSign.Benchmarks -- assemblies pe    some of them
//     ... -- --rounds 20 --markdown results.md
//
// 'engine' or 'engine-plan' as first argument makes this program the contender: a process that signs, or plans, and ends. 'warm-engine'
// makes it one that signs again and again, 'nothing' one that ends at once.

using CodeSign.Benchmarks;

return args switch
{
    ["engine", .. var arguments] => await EngineCommand.RunAsync(arguments),
    [PlanRequest.Command, .. var arguments] => await PlanCommand.RunAsync(arguments),
    ["warm-engine", .. var arguments] => await WarmCommand.RunAsync(arguments),
    ["nothing"] => 0,
    _ => await BenchmarkCommand.RunAsync(args),
};
