using System.Security.Cryptography;

namespace CodeSign.Keys;

/// <summary>Names of algorithms and curves, and which of them signatures here can use.</summary>
internal static class KeyAlgorithms
{
    public const string RsaOid = "1.2.840.113549.1.1.1";
    public const string EcPublicKeyOid = "1.2.840.10045.2.1";

    private static readonly string[] CurveOids = ["1.2.840.10045.3.1.7", "1.3.132.0.34", "1.3.132.0.35"];
    private static readonly string[] CurveNames = ["nistP256", "nistP384", "nistP521", "ECDSA_P256", "ECDSA_P384", "ECDSA_P521"];

    /// <summary>P-256, P-384 and P-521 (FIPS 186-5): the platforms fill in the object identifier, the name, or both.</summary>
    public static bool IsSupportedCurve(ECCurve curve)
    {
        if (!curve.IsNamed)
            return false;

        return curve.Oid.Value is { Length: > 0 } oid
            ? Array.IndexOf(CurveOids, oid) >= 0
            : Array.Exists(CurveNames, n => string.Equals(n, curve.Oid.FriendlyName, StringComparison.OrdinalIgnoreCase));
    }

    public static string DescribeCurve(ECCurve curve) =>
        !curve.IsNamed ? "given by explicit parameters" : curve.Oid.FriendlyName ?? curve.Oid.Value ?? "without a name";

    /// <summary>What an object identifier of a public key algorithm is called.</summary>
    public static string Describe(string? oid) => oid switch
    {
        RsaOid => "RSA",
        EcPublicKeyOid => "ECDSA",
        "1.2.840.113549.1.1.10" => "RSASSA-PSS",
        "1.2.840.10040.4.1" => "DSA",
        "1.3.101.112" => "Ed25519",
        "1.3.101.113" => "Ed448",
        "1.3.101.110" => "X25519",
        "1.3.101.111" => "X448",
        "2.16.840.1.101.3.4.3.17" => "ML-DSA-44",
        "2.16.840.1.101.3.4.3.18" => "ML-DSA-65",
        "2.16.840.1.101.3.4.3.19" => "ML-DSA-87",
        _ => $"the algorithm {oid}",
    };
}
