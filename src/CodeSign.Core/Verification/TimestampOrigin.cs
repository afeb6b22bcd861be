namespace CodeSign.Verification;

/// <summary>How a token came here, which decides how strict its verification is.</summary>
public enum TimestampOrigin
{
    /// <summary>It is a reply to our own request, or was put into a signature by us: every recommendation is a demand.</summary>
    Requested,

    /// <summary>Someone else put it into a signature: what authorities are known to do otherwise is a finding, no failure.</summary>
    Foreign,
}
