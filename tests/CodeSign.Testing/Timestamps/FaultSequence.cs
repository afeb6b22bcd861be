namespace CodeSign.Testing;

/// <summary>Faults at random, the same for the same seed: which request meets which one depends on its number alone.</summary>
/// <param name="seed">The seed.</param>
/// <param name="shares">Each fault with the share of requests, 0 to 1, that meet it.</param>
public sealed class FaultSequence(int seed, params (TimestampFault Fault, double Share)[] shares)
{
    private const int Length = 4096;
    private readonly TimestampFault[] _faults = Draw(new Random(seed), shares);

    /// <summary>What a request meets, by its number.</summary>
    public TimestampFault Of(int number) => _faults[number % Length];

    private static TimestampFault[] Draw(Random random, (TimestampFault Fault, double Share)[] shares)
    {
        var faults = new TimestampFault[Length];
        for (var index = 0; index < Length; index++)
        {
            var drawn = random.NextDouble();
            foreach (var (fault, share) in shares)
            {
                drawn -= share;
                if (drawn >= 0)
                    continue;
                faults[index] = fault;
                break;
            }
        }

        return faults;
    }
}
