// Compares CodeSign.Build with the tools that people would use instead:
//
//     dotnet run -c Release --project tests/CodeSign.Benchmarks                     every comparison
//     dotnet run -c Release --project tests/CodeSign.Benchmarks -- assemblies pe    some of them
//     ... -- --rounds 20 --markdown results.md
//
// 'engine' as first argument makes this program the contender: a process that signs and ends.

using CodeSign.Benchmarks;

return args is ["engine", .. var arguments]
    ? await EngineCommand.RunAsync(arguments)
    : await BenchmarkCommand.RunAsync(args);
