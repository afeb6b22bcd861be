using CodeSign.Tool.Verifying;

namespace CodeSign.Tool.Reports;

/// <summary>Writes what verification came to, in one of the output formats.</summary>
internal interface IVerificationReport
{
    /// <summary>Writes the results of a run.</summary>
    void Write(VerificationRun run);
}
