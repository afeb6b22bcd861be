using CodeSign.Diagnostics;

namespace CodeSign.TestGate.Judging;

/// <summary>What became of a shipped assembly.</summary>
/// <param name="Judged">How it was tested.</param>
/// <param name="Problem">Why it is refused; <see langword="null"/> where it is not.</param>
internal sealed record AssemblyVerdict(JudgedAssembly Judged, Diagnostic? Problem);
