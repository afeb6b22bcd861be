namespace CodeSign.Testing;

/// <summary>What a <see cref="TimestampServer"/> does wrong, or in a way that is rare but right.</summary>
public enum TimestampFault
{
    /// <summary>Nothing: a good token.</summary>
    None,

    /// <summary>The connection is reset instead of an answer.</summary>
    Reset,

    /// <summary>The connection stays open and silent.</summary>
    Silence,

    /// <summary>Header fields and half of the body, then silence.</summary>
    Stall,

    /// <summary>Status 500.</summary>
    InternalServerError,

    /// <summary>Status 404.</summary>
    NotFound,

    /// <summary>Status 429, with the server's <see cref="TimestampServer.RetryAfter"/>.</summary>
    TooManyRequests,

    /// <summary>Status 503, with the server's <see cref="TimestampServer.RetryAfter"/>.</summary>
    Unavailable,

    /// <summary>Status 307 to <see cref="TimestampServer.RedirectTarget"/>.</summary>
    Redirect,

    /// <summary>A good reply of the media type text/html.</summary>
    WrongContentType,

    /// <summary>A web page with status 200.</summary>
    Garbage,

    /// <summary>Status 200 and nothing more.</summary>
    EmptyBody,

    /// <summary>A body without end.</summary>
    EndlessBody,

    /// <summary>A good reply padded, in its status text, to more than 64 KB.</summary>
    OversizedBody,

    /// <summary>Half of a good reply.</summary>
    TruncatedBody,

    /// <summary>A good reply with a byte more at its end.</summary>
    TrailingByte,

    /// <summary>PKIStatus 2, rejection, with badAlg.</summary>
    Rejection,

    /// <summary>PKIStatus 1, granted with modifications: a good token.</summary>
    GrantedWithModifications,

    /// <summary>PKIStatus 0 without a token.</summary>
    GrantedWithoutToken,

    /// <summary>Another nonce than the one sent.</summary>
    WrongNonce,

    /// <summary>No nonce.</summary>
    MissingNonce,

    /// <summary>The imprint of something else.</summary>
    WrongImprint,

    /// <summary>Another policy than the server's own and the requested one.</summary>
    WrongPolicy,

    /// <summary>A signature value with a flipped bit.</summary>
    WrongSignature,

    /// <summary>A messageDigest attribute that is not the content's.</summary>
    WrongMessageDigest,

    /// <summary>A code-signing certificate signs the token.</summary>
    WrongUsage,

    /// <summary>The timeStamping EKU is not critical.</summary>
    NonCriticalUsage,

    /// <summary>A second EKU stands beside timeStamping.</summary>
    AdditionalUsage,

    /// <summary>The certificate had expired at genTime.</summary>
    ExpiredCertificate,

    /// <summary>The certificate was issued by an authority that nothing trusts.</summary>
    UntrustedCertificate,

    /// <summary>The certificate's signature is SHA-1.</summary>
    Sha1Certificate,

    /// <summary>The certificate's key is RSA-1024.</summary>
    WeakKey,

    /// <summary>The token's own digest algorithm is SHA-1.</summary>
    Sha1Digest,

    /// <summary>genTime is an hour ahead.</summary>
    ClockAhead,

    /// <summary>genTime is an hour behind.</summary>
    ClockBehind,

    /// <summary>The token holds no certificate, although certReq asked for them.</summary>
    WithoutCertificates,

    /// <summary>The token holds the signing certificate alone, without the intermediate.</summary>
    WithoutIntermediate,

    /// <summary>SigningCertificate (v1, SHA-1) instead of v2: a good token all the same.</summary>
    CertificateIdentifierV1,

    /// <summary>Neither SigningCertificate attribute.</summary>
    WithoutCertificateIdentifier,

    /// <summary>SigningCertificateV2 names another certificate.</summary>
    WrongCertificateIdentifier,

    /// <summary>No accuracy: a good token all the same.</summary>
    WithoutAccuracy,
}
