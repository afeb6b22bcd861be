namespace CodeSign.Signing;

/// <summary>What a <c>CodeSignFile</c> item asks for.</summary>
public enum FileRuleAction
{
    /// <summary>Sign the file, whoever made it (<c>Sign="true"</c>).</summary>
    Sign,

    /// <summary>Leave the file as it is (<c>Sign="false"</c>).</summary>
    Leave,

    /// <summary>The file must not be shipped (<c>Sign="error"</c>).</summary>
    Refuse,
}
