namespace CodeSign.Benchmarks;

/// <summary>What signing against a faulty server took.</summary>
/// <param name="Time">From the first file to the last.</param>
/// <param name="KeyOperations">How many signatures were made.</param>
/// <param name="Requests">How many requests the server got, those refused included.</param>
/// <param name="FailedFiles">How many files were left unsigned.</param>
internal sealed record FaultRun(TimeSpan Time, int KeyOperations, int Requests, int FailedFiles);
