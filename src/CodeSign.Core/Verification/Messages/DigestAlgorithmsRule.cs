namespace CodeSign.Verification.Messages;

/// <summary>SignedData's digestAlgorithms must name the signer's (RFC 5652, section 5.1): nothing else covers them.</summary>
internal static class DigestAlgorithmsRule
{
    public static void Check(SignedDataMessage message, FindingCollector findings)
    {
        foreach (var signer in message.Signers)
        {
            var named = message.DigestAlgorithms.Any(
                algorithm => algorithm.Oid == signer.DigestAlgorithm.Oid && algorithm.HasNoParameters);
            if (!named)
            {
                findings.Broken(
                    FindingKind.MalformedSignature,
                    $"The signature's list of digest algorithms does not name the signer's, {signer.DigestAlgorithm.Oid}.");
            }
        }
    }
}
