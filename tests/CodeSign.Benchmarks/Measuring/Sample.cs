namespace CodeSign.Benchmarks;

/// <summary>One run.</summary>
/// <param name="Time">From the start of the process to its end.</param>
/// <param name="Processor">The processor time that it and its children used, all cores together; zero where the system does not tell.</param>
internal readonly record struct Sample(TimeSpan Time, TimeSpan Processor);
