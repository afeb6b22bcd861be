namespace CodeSign.Verification.Policies;

/// <summary>What a policy must be beyond its schema's types.</summary>
internal static class PolicyCheck
{
    private const int FingerprintDigits = 64;

    /// <summary>The first mistake, in words with its place, or <see langword="null"/>.</summary>
    public static string? FindMistake(VerificationPolicy policy)
    {
        if (policy.SchemaVersion != VerificationPolicy.CurrentSchemaVersion)
            return $"$.schemaVersion: it is {policy.SchemaVersion}, not {VerificationPolicy.CurrentSchemaVersion}.";
        if (policy.Rules.Count == 0)
            return "$.rules: there is none, so every file would be refused.";

        var names = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < policy.Rules.Count; i++)
        {
            var place = $"$.rules[{i}]";
            if (policy.Rules[i] is null)
                return $"{place}: it is null.";
            if (!names.Add(policy.Rules[i].Name))
                return $"{place}.name: another rule is called '{policy.Rules[i].Name}' too.";
            if (FindMistake(policy.Rules[i], place) is { } mistake)
                return mistake;
        }

        return null;
    }

    private static string? FindMistake(PolicyRule rule, string place)
    {
        if (string.IsNullOrWhiteSpace(rule.Name))
            return $"{place}.name: it is empty.";
        if (rule.Packages is null && rule.Files is null)
            return $"{place}: it has neither packages nor files, so it is about nothing. For everything, say \"files\": [\"**\"].";
        return FindMistake(rule.Packages, $"{place}.packages")
            ?? FindMistake(rule.Files, $"{place}.files")
            ?? FindMistake(rule.Signers, $"{place}.signers")
            ?? FindMistake(rule.TimestampAuthorities, $"{place}.timestampAuthorities")
            ?? FindSmall(rule.RsaBits, PolicyRule.LeastRsaBits, $"{place}.rsaBits")
            ?? FindSmall(rule.CurveBits, PolicyRule.LeastCurveBits, $"{place}.curveBits")
            ?? FindSmall(rule.MaximumAgeDays, least: 1, $"{place}.maximumAgeDays")
            ?? FindContradiction(rule, place);
    }

    private static string? FindMistake(IReadOnlyList<string>? patterns, string place) =>
        patterns is { Count: 0 } ? $"{place}: it is empty."
        : patterns?.Any(string.IsNullOrWhiteSpace) == true ? $"{place}: a pattern is empty."
        : null;

    private static string? FindMistake(IReadOnlyList<PolicyIdentity>? identities, string place)
    {
        if (identities is { Count: 0 })
            return $"{place}: it is empty, so nobody would do. Leave it out where anybody does.";
        for (var i = 0; i < (identities?.Count ?? 0); i++)
        {
            if (identities![i] is null)
                return $"{place}[{i}]: it is null.";
            if (FindMistake(identities[i], $"{place}[{i}]") is { } mistake)
                return mistake;
        }

        return null;
    }

    private static string? FindMistake(PolicyIdentity identity, string place)
    {
        if (identity is { Root: null, Certificate: null, Key: null, Subject: null })
            return $"{place}: it has no mark to know anyone by: root, certificate, key or subject.";
        if (identity.Subject is { Count: 0 })
            return $"{place}.subject: it is empty.";
        if (identity.Subject?.FirstOrDefault(pair => string.IsNullOrEmpty(pair.Value)).Key is { } empty)
            return $"{place}.subject: '{empty}' is empty.";
        if (identity.Subject?.Keys.FirstOrDefault(name => !SubjectAttributes.IsKnown(name)) is { } unknown)
            return $"{place}.subject: '{unknown}' is no attribute that is known, and no object identifier.";
        if (identity is PolicySigner { Owners: { } owners } signer)
        {
            if (owners.Count == 0)
                return $"{place}.owners: it is empty.";
            if (signer.As != PolicySignatureKind.Repository)
                return $"{place}.owners: only repositories name owners, so say \"as\": \"repository\".";
        }

        return FindBadFingerprint(identity.Root, $"{place}.root")
            ?? FindBadFingerprint(identity.Certificate, $"{place}.certificate")
            ?? FindBadFingerprint(identity.Key, $"{place}.key");
    }

    private static string? FindBadFingerprint(string? value, string place) =>
        value is null || (value.Length == FingerprintDigits && value.All(char.IsAsciiHexDigit))
            ? null
            : $"{place}: it is no SHA-256 of {FingerprintDigits} hexadecimal digits.";

    private static string? FindSmall(int? value, int least, string place) =>
        value < least ? $"{place}: it is {value}, under {least}." : null;

    private static string? FindContradiction(PolicyRule rule, string place)
    {
        if (rule.MaximumAgeDays is not null && rule.Timestamp == PolicyRequirement.Optional)
            return $"{place}.maximumAgeDays: only a timestamp tells the age, so it can't be optional.";
        return null;
    }
}
