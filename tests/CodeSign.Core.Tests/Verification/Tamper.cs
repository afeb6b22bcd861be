using System.Collections.Concurrent;

namespace CodeSign.Core.Tests.Verification;

/// <summary>Changes bytes one at a time and says which changes went unnoticed.</summary>
internal static class Tamper
{
    /// <summary>
    /// Flips one bit of every byte, one byte at a time (which bit goes with the offset), and demands that each change is noticed
    /// outside of the open places. Where there are such places, some change there must have gone unnoticed: else they are none.
    /// </summary>
    /// <param name="original">What is tampered with.</param>
    /// <param name="open">The offsets that the format leaves open.</param>
    /// <param name="isNoticedAsync">Whether bytes are refused.</param>
    public static async Task AssertEveryFlipFailsAsync(
        byte[] original, IReadOnlyCollection<int> open, Func<byte[], Task<bool>> isNoticedAsync)
    {
        var unnoticed = new ConcurrentBag<int>();
        await Parallel.ForAsync(0, original.Length, async (offset, _) =>
        {
            var changed = (byte[])original.Clone();
            changed[offset] ^= (byte)(1 << (offset % 8));
            if (!await isNoticedAsync(changed))
                unnoticed.Add(offset);
        });

        var missed = unnoticed.Except(open).Order().ToList();
        Assert.IsEmpty(missed, $"Changes went unnoticed at {missed.Count} of {original.Length} bytes: " +
            $"{string.Join(", ", missed.Take(40))}.");
        Assert.AreEqual(open.Count == 0, unnoticed.IsEmpty, "Places were called open where every change is noticed.");
    }
}
