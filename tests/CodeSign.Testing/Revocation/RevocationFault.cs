namespace CodeSign.Testing;

/// <summary>What a revocation server does wrong.</summary>
public enum RevocationFault
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>It answers with status 503.</summary>
    Unavailable,

    /// <summary>It cuts the connection.</summary>
    Reset,

    /// <summary>It never answers.</summary>
    Silence,

    /// <summary>It sends bytes without end.</summary>
    Endless,

    /// <summary>It sends a page for people.</summary>
    Garbage,

    /// <summary>It redirects to another host.</summary>
    RedirectElsewhere,

    /// <summary>The next update was due yesterday.</summary>
    Stale,

    /// <summary>It is from tomorrow.</summary>
    Future,

    /// <summary>It bears the issuer's name and another's signature.</summary>
    Forged,

    /// <summary>A byte of its content is changed.</summary>
    Altered,

    /// <summary>It is another issuer's.</summary>
    WrongIssuer,

    /// <summary>It is made with SHA-1.</summary>
    WeakDigest,

    /// <summary>A list for other certificates of the issuer: of another distribution point.</summary>
    OtherDistributionPoint,

    /// <summary>A list for authorities' certificates only.</summary>
    OnlyAuthorities,

    /// <summary>A list of changes only.</summary>
    Delta,

    /// <summary>An answer about another certificate.</summary>
    OtherCertificate,

    /// <summary>The responder does not know the certificate.</summary>
    UnknownCertificate,

    /// <summary>The responder asks to come back later.</summary>
    TryLater,

    /// <summary>The answer is signed by a certificate of the issuer's that is not for it.</summary>
    UnfitDelegate,

    /// <summary>The answer is signed by a delegate of another issuer.</summary>
    ForeignDelegate,
}
