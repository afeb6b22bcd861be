using System.Globalization;
using CodeSign.Diagnostics;

namespace CodeSign.Core.Tests.Fuzzing;

/// <summary>
/// Gives changed files to a reader: it may refuse them with a diagnostic, and nothing else may come of it. Every run changes them in
/// the same ways; CODESIGN_FUZZ=1000000 in the environment goes on for so many.
/// </summary>
internal static class FuzzLab
{
    private const int UsualRounds = 1000;

    /// <summary>What a reader may allocate for a file, beside what it may for each of the file's bytes.</summary>
    private const long Memory = 8 << 20;
    private const long MemoryForEachByte = 64;

    private static readonly int Rounds =
        int.Parse(Environment.GetEnvironmentVariable("CODESIGN_FUZZ") ?? $"{UsualRounds}", CultureInfo.InvariantCulture);

    /// <summary>Searches for files that a reader is not up to.</summary>
    /// <param name="original">A file that is read without complaint.</param>
    /// <param name="read">Reads a changed one; refuses it with a <see cref="CodeSignException"/>.</param>
    public static void Search(byte[] original, Action<byte[]> read)
    {
        read(original);
        Search(original, changed =>
        {
            RequireNoSurprise(changed, read);
            return true;
        });
    }

    /// <summary>Searches for changed files of which something does not hold.</summary>
    /// <param name="original">The file.</param>
    /// <param name="holds">What must hold of every one that differs from it.</param>
    public static void Search(byte[] original, Func<byte[], bool> holds)
    {
        var random = new Random(original.Length);
        for (var round = 0; round < Rounds; round++)
        {
            var mutations = Mutations.Choose(random);
            var changed = Mutations.Apply(original, mutations);
            if (!changed.AsSpan().SequenceEqual(original) && !Holds(holds, changed, mutations))
                Assert.Fail($"It does not hold after {Describe(mutations)}.");
        }
    }

    private static bool Holds(Func<byte[], bool> holds, byte[] changed, Mutation[] mutations)
    {
        try
        {
            return holds(changed);
        }
        catch (Exception e)
        {
            throw new AssertFailedException($"It fails after {Describe(mutations)}: {e.Message}", e);
        }
    }

    private static void RequireNoSurprise(byte[] file, Action<byte[]> read)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            read(file);
        }
        catch (CodeSignException)
        {
            // A refusal is what a broken file deserves.
        }

        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.IsLessThan(Memory + (MemoryForEachByte * file.Length), allocated, $"bytes allocated for a file of {file.Length}");
    }

    private static string Describe(Mutation[] mutations) => string.Join(", ", mutations.Select(mutation => mutation.ToString()));
}
