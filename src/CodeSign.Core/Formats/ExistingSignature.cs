namespace CodeSign.Formats;

/// <summary>What to do with a signature that a file to be signed already carries (<c>CodeSignExisting</c>).</summary>
public enum ExistingSignature
{
    /// <summary>It is an error: someone else has vouched for this file.</summary>
    Refuse,

    /// <summary>Keep it and add ours beside it (a nested signature, for Authenticode).</summary>
    Append,

    /// <summary>Remove it and put ours in its place.</summary>
    Replace,
}
