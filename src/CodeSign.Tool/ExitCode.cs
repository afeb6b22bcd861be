using CodeSign.Verification;

namespace CodeSign.Tool;

/// <summary>What the tool ends with. Where several apply, the greatest one counts: the worst of all files.</summary>
internal static class ExitCode
{
    /// <summary>All is trusted, or was done.</summary>
    public const int Success = 0;

    /// <summary>The tool could not do it: a file can't be read, a server does not answer.</summary>
    public const int Failed = 1;

    /// <summary>The command line can't be understood. Nothing was done.</summary>
    public const int Usage = 2;

    /// <summary>Something carries no signature.</summary>
    public const int Unsigned = 3;

    /// <summary>Something is signed by nobody who is trusted, or not as the policy demands.</summary>
    public const int Untrusted = 4;

    /// <summary>Something is not what was signed, or not what it is said to be.</summary>
    public const int Invalid = 5;

    /// <summary>The user ended it: 128 and the number of SIGINT, as shells have it.</summary>
    public const int Cancelled = 130;

    /// <summary>The exit code for a file: with a policy, what that makes of it decides, and the verdict says why.</summary>
    public static int Of(VerificationResult result) => result.IsAccepted ? Success : result.Verdict switch
    {
        Verdict.Unsigned => Unsigned,
        Verdict.Invalid => Invalid,
        _ => Untrusted,
    };
}
